package dev.keyway.testkit.provider;

import java.time.Duration;
import java.time.Instant;

/** A token bucket that is full at first. Not thread-safe. */
final class Bucket {

    private final double perSecond;
    private final int size;
    private double level;
    private Instant at;

    Bucket(double perSecond, int size, Instant now) {
        this.perSecond = perSecond;
        this.size = size;
        this.level = size;
        this.at = now;
    }

    void refill(Instant now) {
        double seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
        level = Math.min(size, level + seconds * perSecond);
        at = now;
    }

    boolean holds(double amount) {
        return level >= amount;
    }

    void take(double amount) {
        level -= amount;
    }

    int size() {
        return size;
    }

    /** What is left, rounded down. */
    int remaining() {
        return (int) Math.max(0, Math.floor(level));
    }

    /** What flows into it in a minute. */
    long perMinute() {
        return Math.round(perSecond * 60);
    }

    /** Time until the bucket is full again. */
    Duration untilFull() {
        return seconds((size - level) / perSecond);
    }

    /** Time until the bucket holds that amount. */
    Duration until(double amount) {
        return seconds(Math.max(0, amount - level) / perSecond);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) Math.ceil(seconds * 1e9));
    }
}
