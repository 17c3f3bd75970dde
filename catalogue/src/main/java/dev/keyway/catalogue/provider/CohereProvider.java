package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.CohereParameters;

/** Cohere through its <a href="https://docs.cohere.com/docs/compatibility-api">OpenAI-compatible API</a>; reranking natively. */
final class CohereProvider {

    private CohereProvider() {}

    static Provider declaration() {
        return Draft.of("cohere", "https://api.cohere.ai/compatibility/v1")
                .serves(Operation.CHAT, Operation.EMBEDDING)
                .serves(Operation.RERANK, Endpoint.bearer("/v2/rerank").atRoot())
                .models(Endpoint.bearer("/v1/models?page_size=1000").atRoot())
                .parameters(CohereParameters.RULES)
                .reasons(ReasoningModels.OPEN_WEIGHTS)
                .declaration();
    }
}
