package dev.keyway.filters.usage;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * IDs of usage events: UUIDs of version 7 (RFC 9562), in the order of their milliseconds. The rest is a sequence that begins at a
 * random number of 64 bits and is mixed, so that no two gateways, and no two runs of one, give the same.
 */
final class EventIds {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final SecureRandom random = new SecureRandom();
    private final long salt = random.nextLong();
    private final AtomicLong state = new AtomicLong(random.nextLong());

    UUID next(Instant at) {
        long first = mixed(state.getAndAdd(STEP));
        long second = mixed(first ^ salt);
        long high = (at.toEpochMilli() & 0xFFFF_FFFF_FFFFL) << 16 | 0x7000 | (second & 0xFFF);
        long low = 1L << 63 | first >>> 2;
        return new UUID(high, low);
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
