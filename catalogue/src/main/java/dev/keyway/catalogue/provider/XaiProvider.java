package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.XaiParameters;
import dev.keyway.catalogue.usage.UsageStyle;

/** xAI, as <a href="https://docs.x.ai/developers/rest-api-reference/inference">its reference</a> has it. */
final class XaiProvider {

    private XaiProvider() {}

    static Provider declaration() {
        return Draft.of("xai", "https://api.x.ai/v1")
                .serves(Operation.CHAT, Operation.COMPLETION, Operation.EMBEDDING, Operation.RESPONSES, Operation.IMAGE)
                .parameters(XaiParameters.RULES)
                .errors(ErrorStyle.XAI)
                .usage(UsageStyle.REASONING_APART)
                .reasons(ReasoningModels.GROK)
                .declaration();
    }
}
