package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.AnthropicParameters;
import dev.keyway.catalogue.usage.UsageStyle;
import java.util.Map;

/** Anthropic: <a href="https://platform.claude.com/docs/en/api/messages">messages</a> natively, chat through its
 * <a href="https://platform.claude.com/docs/en/api/openai-sdk">OpenAI-compatible endpoint</a>. */
final class AnthropicProvider {

    private AnthropicProvider() {}

    /** Must stand on every call to an API of the family. */
    static final Map<String, String> VERSION = Map.of("anthropic-version", "2023-06-01");

    static Provider declaration() {
        return Draft.of("anthropic", "https://api.anthropic.com/v1")
                .auth(AuthScheme.X_API_KEY)
                .serves(Operation.CHAT)
                .serves(Operation.MESSAGES, own("/messages"))
                .serves(Operation.MESSAGE_TOKENS, own("/messages/count_tokens"))
                .models(own("/models"))
                .parameters(AnthropicParameters.RULES)
                .errors(ErrorStyle.ANTHROPIC)
                .usage(UsageStyle.ADDITIVE)
                .tellsUsageWhenAsked(Operation.CHAT)
                .reasons(ReasoningModels.CLAUDE)
                .declaration();
    }

    private static Endpoint own(String path) {
        return new Endpoint(path, AuthScheme.X_API_KEY, VERSION);
    }
}
