package dev.keyway.catalogue.usage;

/** How a provider's usage numbers relate to each other. */
public enum UsageStyle {
    /**
     * Input includes cached tokens, output includes reasoning: OpenAI (chat and responses), Azure, Mistral, Groq,
     * DeepSeek, Together, Fireworks, vLLM.
     */
    INCLUSIVE,
    /** The same, and {@code cost} says in dollars what the call cost: OpenRouter. */
    INCLUSIVE_WITH_COST,
    /** Input, cache reads and cache writes are counted apart: Anthropic, Bedrock Converse. */
    ADDITIVE,
    /** OpenAI's fields, but completion tokens may leave out thinking: total minus prompt counts. Gemini's compatible endpoint. */
    TOTAL_MINUS_PROMPT,
    /**
     * Input includes cached tokens (unless more are cached than were sent: then it does not), reasoning comes on top of
     * the output: xAI's chat, Gemini's native API.
     */
    REASONING_APART,
    /**
     * As {@link #INCLUSIVE} where tokens are reported. Otherwise it is billed by the second, the character, the image or the
     * search unit, which the response reports or the request tells: images, audio, rerankings.
     */
    UNITS,
    /** Whatever the numbers say, nothing was used: counting tokens and moderations are free. */
    NONE
}
