package dev.keyway.filters.settings;

import io.netty.util.internal.PlatformDependent;
import org.springframework.util.unit.DataSize;

/**
 * How much the gateway holds at once.
 *
 * @param maxBody the largest request body that is taken
 * @param maxBodiesInFlight all request bodies held together, queued ones included
 * @param queueSize how many requests may wait for a key of one provider and model
 */
public record Bounds(DataSize maxBody, DataSize maxBodiesInFlight, int queueSize) {

    /** 20 MiB: images and long contexts fit. */
    public static final DataSize DEFAULT_MAX_BODY = DataSize.ofMegabytes(20);

    /** How many requests may wait for a key of one provider and model, unless told otherwise. */
    public static final int DEFAULT_QUEUE_SIZE = 1_000;

    /** A quarter of the direct memory that this JVM may use, and at least one body. */
    public static DataSize defaultMaxBodiesInFlight(DataSize maxBody) {
        return DataSize.ofBytes(Math.max(PlatformDependent.maxDirectMemory() / 4, maxBody.toBytes()));
    }

    /** The bounds that hold unless told otherwise. */
    public static Bounds defaults() {
        return new Bounds(DEFAULT_MAX_BODY, defaultMaxBodiesInFlight(DEFAULT_MAX_BODY), DEFAULT_QUEUE_SIZE);
    }
}
