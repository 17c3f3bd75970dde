package dev.keyway.admin.provider;

import java.util.Locale;

/** How a provider's keys are chosen. */
public enum Strategy {
    BALANCED,
    SEQUENTIAL,
    WEIGHTED,
    AFFINITY;

    /** As it is stored. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Strategy of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
