package dev.keyway.catalogue.price;

import java.util.Locale;

/** What is counted and priced. The names in lower case are the columns of the price file. */
public enum Meter {
    /** Fresh input tokens. */
    INPUT,
    /** Input tokens served from a prompt cache. */
    CACHE_READ,
    /** Input tokens written to a cache of the shorter life. */
    CACHE_WRITE_5M,
    /** Input tokens written to a cache of one hour. */
    CACHE_WRITE_1H,
    /** Output tokens. */
    OUTPUT,
    /** Output tokens of reasoning, where they have a price of their own. */
    REASONING,
    /** Audio input tokens. */
    AUDIO_INPUT,
    /** Audio output tokens. */
    AUDIO_OUTPUT,
    /** Web searches on behalf of the model. */
    SEARCH,
    /** Calls, where a call costs something by itself. */
    REQUEST;

    /** The column's name in the price file. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
