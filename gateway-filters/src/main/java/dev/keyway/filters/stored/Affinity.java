package dev.keyway.filters.stored;

import org.jspecify.annotations.Nullable;

/**
 * What binds a request to one account.
 *
 * @param team whose request it is
 * @param onlyAccount the account that keeps what it refers to; null if it refers to nothing
 * @param remembers whether the provider may keep its answer, so that its home is to be remembered
 */
public record Affinity(String team, @Nullable String onlyAccount, boolean remembers) {

    /** Bound to nothing, and nothing to remember. */
    public static final Affinity NONE = new Affinity("", null, false);
}
