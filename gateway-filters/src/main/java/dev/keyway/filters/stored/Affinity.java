package dev.keyway.filters.stored;

import org.jspecify.annotations.Nullable;

/**
 * What binds a request to one account.
 *
 * @param team whose request it is
 * @param onlyAccount the account that keeps what it refers to; null if that is not known, or it refers to nothing
 * @param searches whether it refers to something whose account is not known, so that each account may be asked
 * @param keeps what of its answer is to be remembered
 */
public record Affinity(String team, @Nullable String onlyAccount, boolean searches, Keeps keeps) {

    /** Bound to nothing, and nothing to remember. */
    public static final Affinity NONE = new Affinity("", null, false, Keeps.NOTHING);

    /** What of an answer can be referred to later. */
    public enum Keeps {
        NOTHING,
        /** What the client alone keeps, encrypted by the provider. */
        ENCRYPTED,
        /** That, and what the provider keeps. */
        ALL
    }
}
