package dev.keyway.catalogue.price;

import java.time.Duration;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Hours of the day in which a price applies, in UTC. They may go over midnight.
 *
 * @param from the first moment
 * @param to the first moment after them; the whole day if it equals {@code from}
 */
public record Hours(LocalTime from, LocalTime to) {

    /** The whole day. */
    public static final Hours ALL_DAY = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    private static final long DAY = Duration.ofDays(1).toNanos();

    /** Hours of a price as it is stored; the whole day if it names none. */
    public static Hours between(@Nullable LocalTime from, @Nullable LocalTime to) {
        return from == null || to == null ? ALL_DAY : new Hours(from, to);
    }

    boolean isAllDay() {
        return from.equals(to);
    }

    /** Whether a time of the day, in UTC, is in them. */
    public boolean contains(LocalTime time) {
        return isAllDay() || since(time) < lasting();
    }

    /** Nanoseconds since they last began. */
    long since(LocalTime time) {
        return Math.floorMod(time.toNanoOfDay() - from.toNanoOfDay(), DAY);
    }

    private long lasting() {
        return Math.floorMod(to.toNanoOfDay() - from.toNanoOfDay(), DAY);
    }
}
