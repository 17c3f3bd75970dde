package dev.keyway.testkit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to move. Also an {@link java.time.InstantSource}. */
public final class TestClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private TestClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Standing at a moment, in UTC. */
    public static TestClock at(Instant start) {
        return new TestClock(new AtomicReference<>(start), ZoneOffset.UTC);
    }

    /** Standing at a moment given as in ISO 8601, such as {@code 2026-01-01T00:00:00Z}. */
    public static TestClock at(String start) {
        return at(Instant.parse(start));
    }

    /** Moves on; a negative duration moves back. */
    public void advance(Duration duration) {
        Instant unused = now.updateAndGet(instant -> instant.plus(duration));
    }

    public void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same moving moment seen in another zone. */
    @Override
    public TestClock withZone(ZoneId other) {
        return new TestClock(now, other);
    }
}
