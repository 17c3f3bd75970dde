package dev.keyway.filters.edge;

import dev.keyway.catalogue.usage.Usage;

/**
 * Whose tokens are to be priced.
 *
 * @param model the model as asked
 * @param usage the tokens in the buckets that prices go by
 */
record CostQuestion(String model, Usage usage) {

    /**
     * Tokens as OpenAI counts them: those of the prompt include what was read from a cache and what was written to one.
     *
     * @throws dev.keyway.filters.problem.GatewayException {@code invalid_request} if more was cached than prompted
     */
    static CostQuestion of(String model, long prompt, long completion, long cacheRead, long cacheCreation) {
        long fresh = prompt - cacheRead - cacheCreation;
        if (fresh < 0) {
            throw CostEstimateEndpoint.invalid(
                    "prompt_tokens",
                    "'prompt_tokens' includes the cached tokens, so it must be at least 'cache_read_tokens' and"
                            + " 'cache_creation_tokens' together.");
        }
        return new CostQuestion(model, new Usage(fresh, cacheRead, cacheCreation, 0, completion, 0, 0, 0, 0));
    }
}
