package dev.keyway.catalogue.usage;

import java.util.Map;

/** A number that providers report, under whichever name. */
enum Count {
    INPUT(Side.INPUT),
    CACHE_READ(Side.INPUT),
    CACHE_WRITE(Side.INPUT),
    CACHE_WRITE_5M(Side.INPUT),
    CACHE_WRITE_1H(Side.INPUT),
    TOOL_INPUT(Side.INPUT),
    AUDIO_INPUT(Side.INPUT),
    IMAGE_INPUT(Side.INPUT),
    /** Cohere's input as the model read it, which is not what it bills. */
    UNBILLED_INPUT(Side.INPUT),
    OUTPUT(Side.OUTPUT),
    REASONING(Side.OUTPUT),
    AUDIO_OUTPUT(Side.OUTPUT),
    IMAGE_OUTPUT(Side.OUTPUT),
    /** Cohere's output as the model wrote it, which is not what it bills. */
    UNBILLED_OUTPUT(Side.OUTPUT),
    TOTAL(Side.TOTAL),
    SEARCHES(Side.SEARCHES),
    /** Searches in posts, which are not among the searches in the web. */
    POST_SEARCHES(Side.SEARCHES),
    SEARCH_UNITS(Side.UNITS),
    SECONDS(Side.UNITS),
    CODE_CALLS(Side.UNITS),
    FILE_SEARCHES(Side.UNITS),
    /** Searches in collections of documents, which are not among those in files. */
    DOCUMENT_SEARCHES(Side.UNITS),
    IMAGES(Side.UNITS);

    /** Numbers that a provider reports together. */
    enum Side {
        INPUT,
        OUTPUT,
        TOTAL,
        SEARCHES,
        UNITS
    }

    /** By name; inside a nested object the name is {@code parent.name}. */
    static final Map<String, Count> BY_NAME = Map.ofEntries(
            Map.entry("prompt_tokens", INPUT),
            Map.entry("input_tokens", INPUT),
            Map.entry("promptTokenCount", INPUT),
            Map.entry("inputTokens", INPUT),
            Map.entry("billed_units.input_tokens", INPUT),
            Map.entry("tokens.input_tokens", UNBILLED_INPUT),
            Map.entry("completion_tokens", OUTPUT),
            Map.entry("output_tokens", OUTPUT),
            Map.entry("candidatesTokenCount", OUTPUT),
            Map.entry("outputTokens", OUTPUT),
            Map.entry("billed_units.output_tokens", OUTPUT),
            Map.entry("tokens.output_tokens", UNBILLED_OUTPUT),
            Map.entry("total_tokens", TOTAL),
            Map.entry("totalTokenCount", TOTAL),
            Map.entry("totalTokens", TOTAL),
            Map.entry("prompt_tokens_details.cached_tokens", CACHE_READ),
            Map.entry("input_tokens_details.cached_tokens", CACHE_READ),
            Map.entry("cache_read_input_tokens", CACHE_READ),
            Map.entry("cacheReadInputTokens", CACHE_READ),
            Map.entry("cachedContentTokenCount", CACHE_READ),
            Map.entry("prompt_cache_hit_tokens", CACHE_READ),
            Map.entry("num_cached_tokens", CACHE_READ),
            Map.entry("cached_tokens", CACHE_READ),
            Map.entry("prompt_tokens_details.cache_write_tokens", CACHE_WRITE),
            Map.entry("input_tokens_details.cache_write_tokens", CACHE_WRITE),
            Map.entry("cache_creation_input_tokens", CACHE_WRITE),
            Map.entry("cacheWriteInputTokens", CACHE_WRITE),
            Map.entry("cache_creation.ephemeral_5m_input_tokens", CACHE_WRITE_5M),
            Map.entry("cache_creation.ephemeral_1h_input_tokens", CACHE_WRITE_1H),
            Map.entry("completion_tokens_details.reasoning_tokens", REASONING),
            Map.entry("output_tokens_details.reasoning_tokens", REASONING),
            Map.entry("output_tokens_details.thinking_tokens", REASONING),
            Map.entry("thoughtsTokenCount", REASONING),
            Map.entry("toolUsePromptTokenCount", TOOL_INPUT),
            Map.entry("prompt_tokens_details.audio_tokens", AUDIO_INPUT),
            Map.entry("input_tokens_details.audio_tokens", AUDIO_INPUT),
            Map.entry("input_token_details.audio_tokens", AUDIO_INPUT),
            Map.entry("promptTokensDetails.AUDIO", AUDIO_INPUT),
            Map.entry("input_tokens_details.image_tokens", IMAGE_INPUT),
            Map.entry("completion_tokens_details.image_tokens", IMAGE_OUTPUT),
            Map.entry("output_tokens_details.image_tokens", IMAGE_OUTPUT),
            Map.entry("candidatesTokensDetails.IMAGE", IMAGE_OUTPUT),
            Map.entry("completion_tokens_details.audio_tokens", AUDIO_OUTPUT),
            Map.entry("output_tokens_details.audio_tokens", AUDIO_OUTPUT),
            Map.entry("candidatesTokensDetails.AUDIO", AUDIO_OUTPUT),
            Map.entry("server_tool_use.web_search_requests", SEARCHES),
            Map.entry("server_side_tool_usage_details.web_search_calls", SEARCHES),
            Map.entry("server_side_tool_usage_details.x_search_calls", POST_SEARCHES),
            Map.entry("server_side_tool_usage_details.code_interpreter_calls", CODE_CALLS),
            Map.entry("server_side_tool_usage_details.file_search_calls", FILE_SEARCHES),
            Map.entry("server_side_tool_usage_details.document_search_calls", DOCUMENT_SEARCHES),
            Map.entry("server_side_tool_usage_details.image_generation_calls", IMAGES),
            Map.entry(UsageReader.HOSTED_CALLS + ".web_search_call", SEARCHES),
            Map.entry(UsageReader.HOSTED_CALLS + ".code_interpreter_call", CODE_CALLS),
            Map.entry(UsageReader.HOSTED_CALLS + ".file_search_call", FILE_SEARCHES),
            Map.entry("billed_units.search_units", SEARCH_UNITS),
            Map.entry("seconds", SECONDS),
            Map.entry("prompt_audio_seconds", SECONDS));

    private final Side side;

    Count(Side side) {
        this.side = side;
    }

    Side side() {
        return side;
    }
}
