package dev.keyway.catalogue.usage;

/** How a provider's usage numbers relate to each other. */
public enum UsageStyle {
    /** Input includes cached tokens, output includes reasoning: OpenAI and most that follow it. */
    INCLUSIVE,
    /** Input, cache reads and cache writes are counted apart: Anthropic. */
    ADDITIVE,
    /** OpenAI's fields, but completion tokens may leave out thinking: total minus prompt counts. Gemini's compatible endpoint. */
    TOTAL_MINUS_PROMPT
}
