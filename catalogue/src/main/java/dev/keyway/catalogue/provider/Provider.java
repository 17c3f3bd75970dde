package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.ParameterRules;
import dev.keyway.catalogue.usage.UsageStyle;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a provider: all that the gateway needs to know to call it.
 *
 * @param id the name in {@code provider/model} and in settings, lower case
 * @param baseUrl where its API lives; a trailing slash is taken off
 * @param belowRoot the end of a base URL that belongs to one of its APIs alone, such as {@code /v1}: what is left is
 *     its root, where its other APIs are found
 * @param auth the header of its own that carries a key; an endpoint may want another
 * @param endpoints the operations it serves
 * @param models how it lists its models; null where it does not, or not those that a key may use
 * @param parameters what becomes of request parameters
 * @param errors how it spells errors
 * @param usage how it reports token usage on its own operations; {@link #usage(Operation)} knows each
 * @param usageOption the operations whose streams report usage only when {@code stream_options.include_usage} asks
 * @param reasoning its models that may stay silent for long
 */
public record Provider(
        String id,
        URI baseUrl,
        BelowRoot belowRoot,
        AuthScheme auth,
        Map<Operation, Endpoint> endpoints,
        @Nullable Endpoint models,
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

    /** Where it serves an operation, if it does. */
    public Optional<Endpoint> endpoint(Operation operation) {
        return Optional.ofNullable(endpoints.get(operation));
    }

    /** Where its APIs other than the one at the base URL are found: the base URL without {@code /v1} and the like. */
    public URI root() {
        String text = baseUrl.toString();
        String root = belowRoot.strip(text);
        return root.length() == text.length() ? baseUrl : URI.create(root);
    }

    /** The address of an endpoint for a model, which goes by the provider's own name. */
    public String url(Endpoint endpoint, String model) {
        String path = endpoint.path();
        if (path.contains("{model}")) {
            String segment = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
            path = path.replace("{model}", segment);
        }
        return switch (endpoint.place()) {
            case BASE -> baseUrl + path;
            case ROOT -> root() + path;
        };
    }

    /** How the answers to an operation report usage: a provider can serve more than one family of APIs. */
    public UsageStyle usage(Operation operation) {
        return switch (operation) {
            case MODERATION, MESSAGE_TOKENS -> UsageStyle.NONE;
            case IMAGE, SPEECH, TRANSCRIPTION, TRANSLATION, RERANK -> UsageStyle.UNITS;
            case MESSAGES -> UsageStyle.ADDITIVE;
            case RESPONSES, RESPONSE_COMPACTION ->
                usage == UsageStyle.ADDITIVE || usage == UsageStyle.REASONING_APART ? UsageStyle.INCLUSIVE : usage;
            case CHAT, COMPLETION, EMBEDDING -> usage == UsageStyle.ADDITIVE ? UsageStyle.INCLUSIVE : usage;
        };
    }

    /** How it speaks an operation. */
    public Protocol protocol(Operation operation) {
        return new Protocol(operation.family(), stream(operation), usage(operation), answer(operation));
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
        return new Provider(
                id, url, belowRoot, auth, endpoints, models, parameters, errors, usage, usageOption, reasoning);
    }

    private static StreamStyle stream(Operation operation) {
        return switch (operation) {
            case CHAT, COMPLETION, EMBEDDING, MODERATION -> StreamStyle.OPENAI;
            // Not streamed; whoever serves it bills it as Cohere does, or by tokens.
            case RERANK -> StreamStyle.COHERE;
            case RESPONSES, RESPONSE_COMPACTION -> StreamStyle.RESPONSES;
            case IMAGE, SPEECH, TRANSCRIPTION, TRANSLATION -> StreamStyle.MEDIA;
            case MESSAGES, MESSAGE_TOKENS -> StreamStyle.ANTHROPIC;
        };
    }

    private static AnswerForm answer(Operation operation) {
        return switch (operation) {
            case SPEECH -> AnswerForm.MEDIUM;
            case TRANSCRIPTION, TRANSLATION -> AnswerForm.TEXT;
            case CHAT,
                    COMPLETION,
                    EMBEDDING,
                    RESPONSES,
                    RESPONSE_COMPACTION,
                    MODERATION,
                    IMAGE,
                    RERANK,
                    MESSAGES,
                    MESSAGE_TOKENS -> AnswerForm.JSON;
        };
    }

    private static URI withoutTrailingSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : url;
    }
}
