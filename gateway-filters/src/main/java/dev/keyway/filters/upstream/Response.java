package dev.keyway.filters.upstream;

import dev.keyway.filters.downstream.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * A provider's response that has shown to be good: nothing of it has gone to the client yet.
 *
 * @param status the provider's status, 200 to 299
 * @param contentType its content type, if it named one
 * @param length the body's length in bytes if all of it is here, else -1
 * @param stream whether the body is an event stream, to be flushed as it comes
 * @param complete whether all of the body has been received
 * @param body the bytes for the client, all of them here if the length is known
 */
public record Response(
        int status, @Nullable String contentType, long length, boolean stream, boolean complete, ResponseBody body) {

    /** A response whose body is all here. */
    static Response whole(int status, @Nullable String contentType, long length, ResponseBody body) {
        return new Response(status, contentType, length, false, true, body);
    }

    /** A response whose body is still on its way. */
    static Response begun(int status, @Nullable String contentType, boolean stream, ResponseBody body) {
        return new Response(status, contentType, -1, stream, false, body);
    }

    /** A short stream that has come to its end before anything of it was passed on. */
    static Response wholeStream(int status, String contentType, ResponseBody body) {
        return new Response(status, contentType, -1, true, true, body);
    }
}
