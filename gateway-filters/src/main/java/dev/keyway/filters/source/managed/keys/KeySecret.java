package dev.keyway.filters.source.managed.keys;

import dev.keyway.contract.Secret;

/** Secret of a provider key, or why the gateway does not have it. */
public sealed interface KeySecret {

    /** The key itself. */
    record Usable(Secret secret) implements KeySecret {}

    /**
     * A key that cannot be used.
     *
     * @param reason in a few words, for administrators
     */
    record Unusable(String reason) implements KeySecret {}
}
