package dev.keyway.admin.providerkey;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key, or a reference, that takes the place of what is there.
 *
 * @param secret the key
 * @param reference {@code env:NAME} or {@code file:name}, below the prefix and the folder of the gateways
 */
record KeySecret(
        @Nullable @Pattern(regexp = NewKey.SECRET, message = NewKey.SECRET_MESSAGE)
        String secret,

        @Nullable @Pattern(regexp = KeyReference.SYNTAX, message = KeyReference.MESSAGE)
        String reference) {

    private static final int SHOWN = 4;
    private static final int LONG_ENOUGH = 16;

    /** Last characters, by which people recognise a key; empty for a short one. */
    static String last4(String secret) {
        return secret.length() < LONG_ENOUGH ? "" : secret.substring(secret.length() - SHOWN);
    }

    @Override
    public String toString() {
        return "KeySecret[****]";
    }
}
