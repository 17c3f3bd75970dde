package dev.keyway.filters.source.managed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.control.Standing;
import dev.keyway.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServingStateTests {

    private static final Duration MAX_AGE = Duration.ofHours(24);

    private final TestClock clock = TestClock.at(Instant.parse("2026-11-26T01:00:00Z"));
    private final ServingState state = new ServingState(MAX_AGE, new Standing(), clock);

    @Test
    void doesNotServeWithoutAConfiguration() {
        assertThat(state.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("no configuration"));
        assertThat(state.age()).isEmpty();
    }

    @Test
    void servesUntilTheConfigurationIsTooOld() {
        state.confirmedAt(clock.instant());
        clock.advance(MAX_AGE.minusSeconds(1));
        assertThat(state.obstacle()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(state.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("has not confirmed"));
        state.confirmedAt(clock.instant());
        assertThat(state.obstacle()).isEmpty();
    }
}
