package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.ParameterRules;
import dev.keyway.catalogue.usage.UsageStyle;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The declaration of a provider: all that the gateway needs to know to call it.
 *
 * @param id the name in {@code provider/model} and in settings, lower case
 * @param baseUrl where its API lives; a trailing slash is taken off
 * @param endpoints the operations it serves
 * @param models how it lists its models
 * @param parameters what becomes of request parameters
 * @param errors how it spells errors
 * @param usage how it reports token usage on its own operations; {@link #usage(Operation)} knows each
 * @param usageOption the operations whose streams report usage only when {@code stream_options.include_usage} asks
 * @param reasoning its models that may stay silent for long
 */
public record Provider(
        String id,
        URI baseUrl,
        Map<Operation, Endpoint> endpoints,
        Endpoint models,
        ParameterRules parameters,
        ErrorStyle errors,
        UsageStyle usage,
        Set<Operation> usageOption,
        ReasoningModels reasoning) {

    public Provider {
        baseUrl = withoutTrailingSlash(baseUrl);
        endpoints = Map.copyOf(endpoints);
        usageOption = Set.copyOf(usageOption);
    }

    /** A provider whose streams report usage unasked and none of whose models reasons. */
    public Provider(
            String id,
            URI baseUrl,
            Map<Operation, Endpoint> endpoints,
            Endpoint models,
            ParameterRules parameters,
            ErrorStyle errors,
            UsageStyle usage) {
        this(id, baseUrl, endpoints, models, parameters, errors, usage, Set.of(), ReasoningModels.NONE);
    }

    /** Where it serves an operation, if it does. */
    public Optional<Endpoint> endpoint(Operation operation) {
        return Optional.ofNullable(endpoints.get(operation));
    }

    /** How the answers to an operation report usage: a provider can serve more than one family of APIs. */
    public UsageStyle usage(Operation operation) {
        if (operation == Operation.MESSAGE_TOKENS) {
            return UsageStyle.NONE;
        }
        if (operation.family() == ApiFamily.ANTHROPIC) {
            return UsageStyle.ADDITIVE;
        }
        return usage == UsageStyle.ADDITIVE ? UsageStyle.INCLUSIVE : usage;
    }

    /** How it speaks an operation. */
    public Protocol protocol(Operation operation) {
        return new Protocol(operation.family(), stream(operation), usage(operation));
    }

    /** Whether a stream of the operation reports usage only if {@code stream_options.include_usage} is set. */
    public boolean needsUsageOption(Operation operation) {
        return usageOption.contains(operation);
    }

    /** Whether the model may think for long before its first token, so that it needs longer timeouts. */
    public boolean isReasoning(String model) {
        return reasoning.contains(model);
    }

    /** The same provider at another address. */
    public Provider at(URI url) {
        return new Provider(id, url, endpoints, models, parameters, errors, usage, usageOption, reasoning);
    }

    private static StreamStyle stream(Operation operation) {
        return switch (operation.family()) {
            case ANTHROPIC -> StreamStyle.ANTHROPIC;
            case OPENAI, GEMINI -> operation == Operation.RESPONSES ? StreamStyle.RESPONSES : StreamStyle.OPENAI;
        };
    }

    private static URI withoutTrailingSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : url;
    }
}
