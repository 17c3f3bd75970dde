package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.CompatibleParameters;
import dev.keyway.catalogue.parameter.ParameterRules;
import dev.keyway.catalogue.usage.UsageStyle;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A declaration in the making. It starts as a provider that follows OpenAI in all things, takes a bearer token and
 * serves nothing yet: what is said is what differs.
 */
final class Draft {

    private final String id;
    private final URI baseUrl;
    private final Map<Operation, Endpoint> endpoints = new EnumMap<>(Operation.class);
    private BelowRoot belowRoot;
    private AuthScheme auth = AuthScheme.BEARER;
    private @Nullable Endpoint models = Endpoint.bearer("/models");
    private ParameterRules parameters = CompatibleParameters.WITH_STREAMED_USAGE;
    private ErrorStyle errors = ErrorStyle.OPENAI;
    private UsageStyle usage = UsageStyle.INCLUSIVE;
    private Set<Operation> usageOption = Set.of(Operation.CHAT, Operation.COMPLETION);
    private ReasoningModels reasoning = ReasoningModels.NONE;

    private Draft(String id, URI baseUrl) {
        this.id = id;
        this.baseUrl = baseUrl;
        this.belowRoot = BelowRoot.ofPath(baseUrl.getRawPath().replaceFirst("/+$", ""));
    }

    static Draft of(String id, String baseUrl) {
        return new Draft(id, URI.create(baseUrl));
    }

    static Draft of(String id, URI baseUrl) {
        return new Draft(id, baseUrl);
    }

    /** Serves operations at OpenAI's own paths. */
    Draft serves(Operation... operations) {
        for (Operation operation : operations) {
            endpoints.put(operation, Endpoint.bearer(operation.path()));
        }
        return this;
    }

    Draft serves(Operation operation, Endpoint endpoint) {
        endpoints.put(operation, endpoint);
        return this;
    }

    /** The header that carries a key wherever no endpoint says otherwise. */
    Draft auth(AuthScheme scheme) {
        auth = scheme;
        return this;
    }

    Draft models(@Nullable Endpoint listing) {
        models = listing;
        return this;
    }

    /** What may stand below the root at the end of an address, as a regular expression. */
    Draft belowRoot(String expression) {
        belowRoot = new BelowRoot("", Pattern.compile(expression));
        return this;
    }

    Draft parameters(ParameterRules rules) {
        parameters = rules;
        return this;
    }

    Draft errors(ErrorStyle style) {
        errors = style;
        return this;
    }

    Draft usage(UsageStyle style) {
        usage = style;
        return this;
    }

    /** The operations whose streams tell their usage only when asked. */
    Draft tellsUsageWhenAsked(Operation... operations) {
        usageOption = Set.of(operations);
        return this;
    }

    /** The models that may stay silent for long, as regular expressions. */
    Draft reasons(String... families) {
        reasoning = ReasoningModels.of(families);
        return this;
    }

    Provider declaration() {
        return new Provider(
                id, baseUrl, belowRoot, auth, endpoints, models, parameters, errors, usage, usageOption, reasoning);
    }
}
