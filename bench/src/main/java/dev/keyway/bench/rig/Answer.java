package dev.keyway.bench.rig;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client saw of one request.
 *
 * @param status the HTTP status; 0 if the exchange broke, {@code trouble} tells how
 * @param trouble how it broke; empty if it did not
 * @param retryAfter the header as it came
 * @param origin {@code x-keyway-origin}
 * @param attempts {@code x-keyway-attempts}; 0 if not told
 * @param head the first bytes of the body
 * @param tail the last bytes of the body
 */
public record Answer(
        int status,
        String trouble,
        @Nullable String retryAfter,
        @Nullable String origin,
        int attempts,
        String head,
        String tail) {

    /** An exchange that broke. */
    public static Answer broken(String trouble) {
        return new Answer(0, trouble, null, null, 0, "", "");
    }

    public boolean served() {
        return status == 200;
    }

    /** The status, or how the exchange broke. */
    public String outcome() {
        return status == 0 ? trouble : Integer.toString(status);
    }

    /** Whole seconds of {@code Retry-After}, if it says at least one. */
    public OptionalLong retryAfterSeconds() {
        return Optional.ofNullable(retryAfter)
                .filter(text -> text.matches("[1-9][0-9]{0,8}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
