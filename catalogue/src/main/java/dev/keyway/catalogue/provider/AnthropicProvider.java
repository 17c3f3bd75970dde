package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.AnthropicParameters;
import dev.keyway.catalogue.usage.UsageStyle;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Anthropic: <a href="https://platform.claude.com/docs/en/api/messages">messages</a> natively, chat through its
 * <a href="https://platform.claude.com/docs/en/api/openai-sdk">OpenAI-compatible endpoint</a>.
 */
final class AnthropicProvider {

    private static final Map<String, String> VERSION = Map.of("anthropic-version", "2023-06-01");

    private AnthropicProvider() {}

    static Provider declaration() {
        return new Provider(
                "anthropic",
                URI.create("https://api.anthropic.com/v1"),
                Map.of(
                        Operation.CHAT,
                        Endpoint.bearer("/chat/completions"),
                        Operation.MESSAGES,
                        new Endpoint("/messages", AuthScheme.X_API_KEY, VERSION)),
                new Endpoint("/models", AuthScheme.X_API_KEY, VERSION),
                AnthropicParameters.RULES,
                ErrorStyle.ANTHROPIC,
                UsageStyle.ADDITIVE,
                Set.of(Operation.CHAT),
                ReasoningModels.of(ReasoningModels.CLAUDE));
    }
}
