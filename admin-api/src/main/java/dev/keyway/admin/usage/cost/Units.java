package dev.keyway.admin.usage.cost;

import java.util.List;

/** Meters that have a column of their own, by their names in the contract. */
public final class Units {

    /** In the order of the columns. */
    public static final List<String> METERS = List.of(
            "input",
            "cache_read",
            "cache_write_5m",
            "cache_write_1h",
            "output",
            "reasoning",
            "audio_input",
            "audio_output",
            "search");

    /** Meters that count tokens, each token once; some have no column. */
    public static final List<String> TOKENS = List.of(
            "input",
            "cache_read",
            "cache_write_5m",
            "cache_write_1h",
            "output",
            "audio_input",
            "audio_output",
            "image_input",
            "image_output");

    /** Those of them that are received. */
    public static final List<String> OUTPUT_TOKENS = List.of("output", "audio_output", "image_output");

    private Units() {}
}
