package dev.keyway.filters.upstream;

import dev.keyway.filters.client.AnswerBody;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer that has shown to be good: nothing of it has gone to the client yet.
 *
 * @param status the provider's status, 200 to 299
 * @param contentType its content type, if it named one
 * @param length the body's length in bytes if all of it is here, else -1
 * @param stream whether the body is an event stream, to be flushed as it comes
 * @param body the bytes for the client, all of them here if the length is known
 */
public record Answer(int status, @Nullable String contentType, long length, boolean stream, AnswerBody body) {}
