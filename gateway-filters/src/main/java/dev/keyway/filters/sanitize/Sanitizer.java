package dev.keyway.filters.sanitize;

import dev.keyway.catalogue.parameter.ParameterRule;
import dev.keyway.filters.body.MemberIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits requests to what a provider takes of them for one operation on one model. Made once, used for every request; safe
 * to share. Rules act on every member of a name, however often and however escaped it stands there.
 */
public final class Sanitizer {

    private final List<ParameterRule> rules;
    private final MessageRules messageRules;
    private final @Nullable String model;
    private final List<String> refused;

    private Sanitizer(List<ParameterRule> rules, @Nullable String model, List<String> refused) {
        this.rules = List.copyOf(rules);
        this.messageRules = MessageRules.among(rules);
        this.model = model;
        this.refused = List.copyOf(refused);
    }

    /**
     * @param rules what becomes of the parameters, in order
     * @param model the provider's own name of the model, which takes the place of the one asked for
     */
    public static Sanitizer of(List<ParameterRule> rules, String model) {
        return new Sanitizer(rules, model, List.of());
    }

    /** For a request whose body goes up as it came, since its path names the model. */
    public static Sanitizer untouched() {
        return new Sanitizer(List.of(), null, List.of());
    }

    /** The same, but these members go as well, by their paths. */
    public Sanitizer without(List<String> paths) {
        return new Sanitizer(rules, model, paths);
    }

    /**
     * Makes the request that the provider is sent. The original bytes stay as they are; a request that needs no change is
     * given as a duplicate of them.
     *
     * @throws dev.keyway.filters.problem.GatewayException {@code invalid_request} where {@code messages} has more
     *     elements, or one of its elements more members, than are looked at
     */
    public SanitizedBody sanitize(MemberIndex request) {
        Fitting fitting = new Fitting(request);
        if (model != null) {
            fitting.normalizeModelAndStream(model);
        }
        for (ParameterRule rule : rules) {
            fitting.apply(rule);
        }
        refused.forEach(fitting::dropRefused);
        messageRules.apply(fitting);
        return fitting.finish();
    }
}
