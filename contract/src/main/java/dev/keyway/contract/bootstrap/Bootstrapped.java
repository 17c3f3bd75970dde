package dev.keyway.contract.bootstrap;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Result of a {@link Bootstrap}.
 *
 * @param installation this installation
 * @param credential new credential of the gateway; null if the one that it has is valid
 * @param token the token that was made; null if none was
 * @param outcomes result of each key and of the token
 */
public record Bootstrapped(
        UUID installation,
        @Nullable String credential,
        @Nullable String token,
        List<Outcome> outcomes) {

    public Bootstrapped {
        outcomes = List.copyOf(outcomes);
    }

    /** Never prints a secret. */
    @Override
    public String toString() {
        return "Bootstrapped[installation=" + installation + "]";
    }

    /**
     * Result of one key or token.
     *
     * @param variable the variable that sets it
     * @param result what became of it
     * @param message why it was refused, without a part of it; null otherwise
     */
    public record Outcome(
            String variable, Result result, @Nullable String message) {}

    /** What became of a key or token. */
    public enum Result {
        /** It was taken over now. */
        CREATED,
        /** It is there. */
        PRESENT,
        /** It was taken over before, and an administrator has deleted it since. */
        DELETED,
        /** It cannot be taken over. */
        REFUSED
    }
}
