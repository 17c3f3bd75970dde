package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.DropIf;
import dev.keyway.catalogue.parameter.ParameterRule.DropInMessages;
import dev.keyway.catalogue.parameter.ParameterRule.IncludeUsage;
import dev.keyway.catalogue.parameter.ParameterRule.MapRole;
import dev.keyway.catalogue.parameter.ParameterRule.Rename;
import dev.keyway.catalogue.parameter.ParameterRules.RuleSet;
import dev.keyway.catalogue.provider.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of a provider in the making: what more than one of them does has its name here. */
final class Rules {

    static final Pattern EVERY_MODEL = Pattern.compile(".*", Pattern.DOTALL);

    private final List<RuleSet> sets = new ArrayList<>();

    private Rules() {}

    static Rules of() {
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

    ParameterRules build() {
        return new ParameterRules(sets);
    }
}
