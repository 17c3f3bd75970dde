package dev.keyway.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.time.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids sort by the order of their making, within a millisecond too. */
class IdsTests {

    @Test
    void eachIsGreaterThanTheOneBeforeEvenWhileTheClockStandsOrGoesBack() {
        TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
        Ids ids = new Ids(clock, new SecureRandom());
        UUID last = ids.next();
        for (int i = 0; i < 10_000; i++) {
            clock.advance(Duration.ofMillis(i % 3 - 1));
            UUID next = ids.next();
            assertThat(next.toString()).isGreaterThan(last.toString());
            assertThat(next.version()).isEqualTo(7);
            assertThat(next.variant()).isEqualTo(2);
            last = next;
        }
    }

    @Test
    void tellTheMillisecondOfTheirMaking() {
        TestClock clock = TestClock.at("2026-01-01T00:00:00.123Z");
        UUID id = new Ids(clock, new SecureRandom()).next();
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(clock.millis());
    }
}
