package dev.keyway.contract.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Provider key to take over.
 *
 * @param variable the variable that sets it
 * @param secret the key
 * @param account its provider account; null for one of its own
 * @param taken whether it was taken over before
 */
public record BootstrapKey(
        String variable, String secret, @Nullable String account, boolean taken) {

    /** Never prints the key. */
    @Override
    public String toString() {
        return "BootstrapKey[" + variable + "]";
    }
}
