package dev.keyway.filters.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the first byte of an answer may take.
 *
 * @param answer for an answer that is not streamed; null leaves it to the gateway's own limits
 * @param stream for a stream's first content, and a bound on its headers; null leaves it to the gateway's own limits
 */
public record FirstByteTimeout(
        @Nullable Duration answer, @Nullable Duration stream) {

    /** The gateway's own limits. */
    public static final FirstByteTimeout UNSET = new FirstByteTimeout(null, null);

    /** This one, with the other's value where this has none. */
    public FirstByteTimeout orElse(FirstByteTimeout other) {
        return new FirstByteTimeout(answer != null ? answer : other.answer, stream != null ? stream : other.stream);
    }
}
