package dev.keyway.filters.tokencount;

/**
 * How many tokens a prompt has.
 *
 * @param tokenCount the tokens, from 0 on
 * @param estimated whether the provider may count otherwise: the model's tokenizer is another one, or the prompt holds
 *     more than text
 * @param method the tokenizer used, for example {@code o200k_base}
 */
public record TokenCount(long tokenCount, boolean estimated, String method) {}
