package dev.keyway.filters.model;

import java.util.Locale;

/** Level at which limits, budgets and blocks apply to a caller. */
public enum Level {
    /** One proxy token. */
    TOKEN,
    /** All tokens of a team. */
    TEAM,
    /** All tokens of a tenant. */
    TENANT;

    /** The level's name in messages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
