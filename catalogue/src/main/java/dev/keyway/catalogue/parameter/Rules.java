package dev.keyway.catalogue.parameter;

import static dev.keyway.catalogue.parameter.Condition.not;

import dev.keyway.catalogue.parameter.Condition.Both;
import dev.keyway.catalogue.parameter.Condition.Given;
import dev.keyway.catalogue.parameter.Condition.Is;
import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.DropIf;
import dev.keyway.catalogue.parameter.ParameterRule.DropIfEmpty;
import dev.keyway.catalogue.parameter.ParameterRule.DropInMessages;
import dev.keyway.catalogue.parameter.ParameterRule.DropInParts;
import dev.keyway.catalogue.parameter.ParameterRule.DropParts;
import dev.keyway.catalogue.parameter.ParameterRule.IncludeUsage;
import dev.keyway.catalogue.parameter.ParameterRule.MapRole;
import dev.keyway.catalogue.parameter.ParameterRule.Rename;
import dev.keyway.catalogue.parameter.ParameterRules.RuleSet;
import dev.keyway.catalogue.provider.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of a provider in the making: what more than one of them does has its name here. */
final class Rules {

    static final Pattern EVERY_MODEL = Pattern.compile(".*", Pattern.DOTALL);

    /** Choices of a tool that ask for none. */
    static final Set<String> IDLE = Set.of("auto", "none");

    /** What agents keep in messages of what other providers answered. */
    private static final List<String> FOREIGN = List.of(
            "reasoning_content",
            "reasoning",
            "reasoning_details",
            "thinking_blocks",
            "cache_control",
            "provider_specific_fields");

    private static final List<String> THOUGHTS = List.of("thinking", "redacted_thinking", "reasoning");

    private final List<RuleSet> sets = new ArrayList<>();

    private Rules() {}

    /** The rules of a provider, those first that hold at every one. */
    static Rules of() {
        return ofModels()
                .on(
                        Operation.CHAT,
                        new DropIf("max_tokens", new Given("max_completion_tokens")),
                        new DropIfEmpty("tools"),
                        new DropIf("tool_choice", new Both(not(new Given("tools")), new Is("tool_choice", IDLE))),
                        new DropIf("parallel_tool_calls", not(new Given("tools"))));
    }

    /** The rules that go with models to every host. */
    static Rules ofModels() {
        return new Rules();
    }

    /** The models of these names, with whatever stands before a slash, {@code ft:} of fine-tuned ones, and suffixes. */
    static Pattern models(String names) {
        return Pattern.compile("(?:.*/)?(?:ft:)?(?:" + names + ")(?:[-:@].*)?", Pattern.DOTALL);
    }

    /** All models but those. */
    static Pattern except(Pattern models) {
        return Pattern.compile("(?!(?:" + models.pattern() + ")$).*", Pattern.DOTALL);
    }

    Rules on(Operation operation, ParameterRule... rules) {
        return on(operation, EVERY_MODEL, rules);
    }

    Rules on(Operation operation, Pattern models, ParameterRule... rules) {
        return on(Set.of(operation), models, rules);
    }

    Rules on(Set<Operation> operations, Pattern models, ParameterRule... rules) {
        sets.add(new RuleSet(operations, models, List.of(rules)));
        return this;
    }

    /** The rules that models bring along to every host that carries them. */
    Rules with(List<RuleSet> ofModels) {
        sets.addAll(ofModels);
        return this;
    }

    Rules drop(Operation operation, String... names) {
        return on(operation, List.of(names).stream().map(Drop::new).toArray(ParameterRule[]::new));
    }

    /** Streams of these operations are asked for their usage; what is not streamed takes no {@code stream_options}. */
    Rules streamedUsage(Operation... operations) {
        return on(
                Set.of(operations),
                EVERY_MODEL,
                new DropIf("stream_options", Condition.not(Condition.streamed())),
                new IncludeUsage());
    }

    /** Chat knows the role {@code system} only. */
    Rules noDeveloper() {
        return on(Operation.CHAT, new MapRole("developer", "system"));
    }

    /** Chat knows the older name of the bound on the answer only. */
    Rules maxTokens() {
        return on(Operation.CHAT, new Rename("max_completion_tokens", "max_tokens"));
    }

    /** Members that OpenAI's SDKs send back with earlier answers, and that strict servers refuse. */
    Rules plainMessages() {
        return on(
                Operation.CHAT,
                new DropInMessages("name"),
                new DropInMessages("refusal"),
                new DropInMessages("annotations"),
                new DropInMessages("audio"),
                new DropInMessages("function_call"));
    }

    /** In chat: what agents keep in messages for other providers, but for members that this one takes. */
    Rules ownMessages(String... taken) {
        Set<String> own = Set.of(taken);
        ParameterRule[] drops = Stream.concat(
                        FOREIGN.stream().filter(name -> !own.contains(name)).map(DropInMessages::new),
                        Stream.of(new DropInParts("cache_control")))
                .toArray(ParameterRule[]::new);
        return on(Operation.CHAT, drops);
    }

    /** In chat: no parts that hold what other models thought. */
    Rules noThoughts() {
        return on(Operation.CHAT, THOUGHTS.stream().map(DropParts::new).toArray(ParameterRule[]::new));
    }

    ParameterRules build() {
        return new ParameterRules(sets);
    }
}
