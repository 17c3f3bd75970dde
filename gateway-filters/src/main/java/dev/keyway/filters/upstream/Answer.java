package dev.keyway.filters.upstream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A provider's answer that has shown to be good: nothing of it has gone to the client yet.
 *
 * @param status the provider's status, 200 to 299
 * @param contentType its content type, if it named one
 * @param length the body's length in bytes if all of it is here, else -1
 * @param stream whether the body is an event stream, to be flushed as it comes
 * @param body the bytes for the client, in one piece ({@code Mono}) if all of it is here; may be subscribed to once, and a
 *     cancel closes the upstream connection
 */
public record Answer(int status, @Nullable String contentType, long length, boolean stream, Publisher<ByteBuf> body) {}
