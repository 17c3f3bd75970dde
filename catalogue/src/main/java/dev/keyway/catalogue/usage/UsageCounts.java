package dev.keyway.catalogue.usage;

/** The numbers as a provider spelled them, before its style turns them into buckets. A number not seen is 0. */
final class UsageCounts {

    long input;
    long output;
    long total;
    long cacheRead;
    long cacheWrite;
    long cacheWrite5m;
    long cacheWrite1h;
    long reasoning;
    long toolInput;
    long audioInput;
    long audioOutput;
    long searches;
    /** What the provider says the call cost, in billionths of a dollar; negative if it does not say. */
    long costNanos = -1;

    private boolean seen;

    /** Whether any number that counts was taken. */
    boolean seen() {
        return seen;
    }

    /** Takes a number by its name; inside a nested object the name is {@code parent.name}. */
    void take(String name, long value) {
        switch (name) {
            case "prompt_tokens", "input_tokens", "promptTokenCount", "inputTokens", "billed_units.input_tokens" ->
                input = value;
            case "completion_tokens",
                    "output_tokens",
                    "candidatesTokenCount",
                    "outputTokens",
                    "billed_units.output_tokens" -> output = value;
            case "total_tokens", "totalTokenCount", "totalTokens" -> total = value;
            case "prompt_tokens_details.cached_tokens",
                    "input_tokens_details.cached_tokens",
                    "cache_read_input_tokens",
                    "cacheReadInputTokens",
                    "cachedContentTokenCount",
                    "prompt_cache_hit_tokens",
                    "num_cached_tokens" -> cacheRead = value;
            case "prompt_tokens_details.cache_write_tokens",
                    "input_tokens_details.cache_write_tokens",
                    "cache_creation_input_tokens",
                    "cacheWriteInputTokens" -> cacheWrite = value;
            case "cache_creation.ephemeral_5m_input_tokens" -> cacheWrite5m = value;
            case "cache_creation.ephemeral_1h_input_tokens" -> cacheWrite1h = value;
            case "completion_tokens_details.reasoning_tokens",
                    "output_tokens_details.reasoning_tokens",
                    "output_tokens_details.thinking_tokens",
                    "thoughtsTokenCount" -> reasoning = value;
            case "toolUsePromptTokenCount" -> toolInput = value;
            case "prompt_tokens_details.audio_tokens",
                    "input_tokens_details.audio_tokens",
                    "input_token_details.audio_tokens",
                    "promptTokensDetails.AUDIO" -> audioInput = value;
            case "completion_tokens_details.audio_tokens",
                    "output_tokens_details.audio_tokens",
                    "candidatesTokensDetails.AUDIO" -> audioOutput = value;
            case "server_tool_use.web_search_requests", "billed_units.search_units" -> searches = value;
            default -> {
                return;
            }
        }
        seen = true;
    }

    /** The buckets. */
    Usage as(UsageStyle style) {
        if (style == UsageStyle.NONE) {
            return Usage.ZERO;
        }
        long write1h = cacheWrite1h;
        long write5m = Math.max(cacheWrite5m, cacheWrite - write1h);
        long fresh = freshInput(style, write5m + write1h);
        long audioIn = Math.min(audioInput, fresh);
        long out = outputOf(style);
        long audioOut = Math.min(audioOutput, out);
        long text = out - audioOut;
        long thought = style == UsageStyle.TOTAL_MINUS_PROMPT ? Math.max(reasoning, out - output) : reasoning;
        return new Usage(
                fresh - audioIn,
                cacheRead,
                write5m,
                write1h,
                text,
                Math.min(thought, text),
                audioIn,
                audioOut,
                searches);
    }

    private long freshInput(UsageStyle style, long written) {
        boolean cachedApart =
                style == UsageStyle.ADDITIVE || (style == UsageStyle.REASONING_APART && cacheRead > input);
        long all = input + toolInput;
        return cachedApart ? all : Math.max(0, all - cacheRead - written);
    }

    private long outputOf(UsageStyle style) {
        return switch (style) {
            case INCLUSIVE, INCLUSIVE_WITH_COST, ADDITIVE, UNITS -> output;
            case TOTAL_MINUS_PROMPT -> Math.max(output, total - input);
            case REASONING_APART -> withReasoning();
            case NONE -> 0;
        };
    }

    /** Reasoning comes on top, unless the total says that the output has it already. */
    private long withReasoning() {
        long stated = total > input ? total - input : Long.MAX_VALUE;
        return Math.max(output, Math.min(output + reasoning, stated));
    }
}
