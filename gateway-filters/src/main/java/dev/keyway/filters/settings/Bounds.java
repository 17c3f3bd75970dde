package dev.keyway.filters.settings;

import dev.keyway.filters.body.BodyPace;
import io.netty.util.internal.PlatformDependent;
import org.springframework.util.unit.DataSize;

/**
 * How much the gateway holds at once.
 *
 * @param maxBody the largest request body that is taken
 * @param maxAudio the largest form that is taken: one that brings a file
 * @param maxBodiesInFlight all request bodies held together, queued ones included
 * @param pace how fast a body has to come
 */
public record Bounds(DataSize maxBody, DataSize maxAudio, DataSize maxBodiesInFlight, BodyPace pace) {

    /** 40 MiB: no provider takes more in JSON. */
    public static final DataSize DEFAULT_MAX_BODY = DataSize.ofMegabytes(40);

    /** 26 MiB: the 25 MB file that providers take, and the form around it. */
    public static final DataSize DEFAULT_MAX_AUDIO = DataSize.ofMegabytes(26);

    /** A quarter of the direct memory that this JVM may use, and at least one body. */
    public static DataSize defaultMaxBodiesInFlight(DataSize maxBody, DataSize maxAudio) {
        long largest = Math.max(maxBody.toBytes(), maxAudio.toBytes());
        return DataSize.ofBytes(Math.max(PlatformDependent.maxDirectMemory() / 4, largest));
    }

    /** The bounds that hold unless told otherwise. */
    public static Bounds defaults() {
        return new Bounds(
                DEFAULT_MAX_BODY,
                DEFAULT_MAX_AUDIO,
                defaultMaxBodiesInFlight(DEFAULT_MAX_BODY, DEFAULT_MAX_AUDIO),
                BodyPace.DEFAULT);
    }
}
