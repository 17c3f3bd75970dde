package dev.keyway.catalogue.parameter;

import java.util.List;
import java.util.Set;

/**
 * Request members that only tune how an answer is made: sampling, penalties, seeds, caching, reasoning and service hints. A
 * request means the same without them, so one that a provider refuses because of such a member can be sent again without
 * it. Never here: content, tools, tool choice, formats, stops, counts, what is stored.
 */
public final class TuningMembers {

    /** What the gateway itself adds to requests, to learn what a stream used. */
    public static final String ADDED = "stream_options";

    private static final Set<String> NAMES = Set.of(
            "temperature",
            "top_p",
            "top_k",
            "top_a",
            "min_p",
            "typical_p",
            "presence_penalty",
            "frequency_penalty",
            "repetition_penalty",
            "logit_bias",
            "seed",
            "random_seed",
            "k",
            "p",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options",
            "prompt_cache_isolation_key",
            "cache_control",
            "cache_salt",
            "reasoning",
            "reasoning.effort",
            "reasoning.summary",
            "reasoning.generate_summary",
            "reasoning.max_tokens",
            "reasoning.exclude",
            "reasoning.enabled",
            "reasoning_effort",
            "reasoning_format",
            "reasoning_budget",
            "reasoning_split",
            "include_reasoning",
            "thinking",
            "thinking.type",
            "thinking.budget_tokens",
            "thinking.display",
            "thinking_budget",
            "enable_thinking",
            "verbosity",
            "text.verbosity",
            "output_config.effort",
            "service_tier",
            "speed",
            "priority",
            "prediction",
            "metadata",
            "user",
            "safety_identifier",
            "stream_options",
            "stream_options.include_usage",
            "stream_options.include_obfuscation",
            "generationConfig.temperature",
            "generationConfig.topP",
            "generationConfig.topK",
            "generationConfig.seed",
            "generationConfig.presencePenalty",
            "generationConfig.frequencyPenalty",
            "generationConfig.thinkingConfig",
            "generationConfig.thinkingConfig.thinkingBudget",
            "generationConfig.thinkingConfig.thinkingLevel",
            "generationConfig.thinkingConfig.includeThoughts");

    /** Objects of which every member is such a hint. */
    private static final List<String> OBJECTS = List.of(
            "reasoning.", "thinking.", "prompt_cache_options.", "stream_options.", "generationConfig.thinkingConfig.");

    private TuningMembers() {}

    /**
     * Whether a member is one.
     *
     * @param path its name, after those of the objects around it with dots between, for example {@code reasoning.effort}
     */
    public static boolean tunes(String path) {
        return NAMES.contains(path) || OBJECTS.stream().anyMatch(path::startsWith);
    }

    /** Whether no usage is asked for without the member. */
    public static boolean asksForUsage(String path) {
        return path.equals(ADDED) || path.equals(ADDED + ".include_usage");
    }

    /** Whether a path is one of a fixed list; any other holds text that the caller chose. */
    public static boolean isKnown(String path) {
        return NAMES.contains(path);
    }

    /** The path of a member that tunes, or for one that is not known the object it is in: {@code reasoning.*}. */
    public static String label(String path) {
        int dot = path.indexOf('.');
        return isKnown(path) || dot < 0 ? path : path.substring(0, dot) + ".*";
    }
}
