package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.ParameterRule.DropIf;
import dev.keyway.catalogue.parameter.ParameterRule.IncludeUsage;
import dev.keyway.catalogue.parameter.ParameterRules.RuleSet;
import dev.keyway.catalogue.provider.Operation;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a provider takes that follows OpenAI and of which no more is known: nothing is changed but the model's name. */
public final class CompatibleParameters {

    /** Everything as the client wrote it. */
    public static final ParameterRules RULES = ParameterRules.NONE;

    /** For those known to report a stream's usage when asked: they are asked. */
    public static final ParameterRules WITH_STREAMED_USAGE = new ParameterRules(List.of(new RuleSet(
            Set.of(Operation.CHAT, Operation.COMPLETION),
            Pattern.compile(".*", Pattern.DOTALL),
            List.of(new DropIf("stream_options", Condition.not(Condition.streamed())), new IncludeUsage()))));

    private CompatibleParameters() {}
}
