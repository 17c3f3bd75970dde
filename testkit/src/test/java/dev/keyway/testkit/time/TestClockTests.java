package dev.keyway.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestClockTests {

    private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");

    @Test
    void standsStillUntilItIsMovedAndMovesInEveryZone() {
        TestClock tokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
        clock.advance(Duration.ofSeconds(90));

        assertThat(clock.instant()).isEqualTo("2026-01-01T00:01:30Z");
        assertThat(tokyo.instant()).isEqualTo(clock.instant());
        assertThat(tokyo.getZone().getId()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void awaitsAValueAndGivesUpWithTheLastOneSeen() {
        AtomicInteger looks = new AtomicInteger();

        assertThat(Awaiting.value("three", Duration.ofSeconds(5), looks::incrementAndGet, n -> n == 3))
                .isEqualTo(3);
        assertThatThrownBy(() -> Awaiting.value("never", Duration.ofMillis(5), () -> "x", "y"::equals))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("never")
                .hasMessageContaining("last: x");
    }
}
