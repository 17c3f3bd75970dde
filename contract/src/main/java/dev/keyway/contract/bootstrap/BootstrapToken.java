package dev.keyway.contract.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Token of clients, of team "Default" of tenant "Default".
 *
 * @param variable what names it: the variable that sets it, or its file
 * @param secret the token; null if one is to be made
 * @param taken whether it was taken over, or made, before
 */
public record BootstrapToken(String variable, @Nullable String secret, boolean taken) {

    /** Never prints the token. */
    @Override
    public String toString() {
        return "BootstrapToken[" + variable + "]";
    }
}
