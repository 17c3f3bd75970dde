package dev.keyway.admin.providerkey;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** A key that takes the place of another. */
record KeySecret(
        @NotNull @Pattern(regexp = NewKey.SECRET, message = NewKey.SECRET_MESSAGE)
        String secret) {

    private static final int SHOWN = 4;
    private static final int LONG_ENOUGH = 16;

    /** The last characters, to tell a key by; of a short one none. */
    static String last4(String secret) {
        return secret.length() < LONG_ENOUGH ? "" : secret.substring(secret.length() - SHOWN);
    }

    @Override
    public String toString() {
        return "KeySecret[****]";
    }
}
