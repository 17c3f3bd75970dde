package dev.keyway.admin.usage.ingest;

import java.util.List;

/** Meters that have a column of their own, by their names in the contract. */
final class Units {

    /** In the order of the columns. */
    static final List<String> METERS = List.of(
            "input",
            "cache_read",
            "cache_write_5m",
            "cache_write_1h",
            "output",
            "reasoning",
            "audio_input",
            "audio_output",
            "search");

    /** Those that count tokens, each token once. */
    static final List<String> TOKENS =
            List.of("input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "audio_input", "audio_output");

    private Units() {}
}
