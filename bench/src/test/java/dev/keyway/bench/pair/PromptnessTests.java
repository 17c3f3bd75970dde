package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class PromptnessTests {

    private static final Duration LATE = Duration.ofSeconds(30);

    private final AtomicInteger trials = new AtomicInteger();
    private final Promptness promptness;

    PromptnessTests(TestReporter report) {
        promptness = new Promptness(report, LATE.dividedBy(2));
    }

    @Test
    void twoOfThreeWithinTheLimitAreEnough() {
        promptness.require(trials(Duration.ZERO, LATE, Duration.ZERO));
        assertThat(trials).hasValue(3);
    }

    @Test
    void noThirdTrialIsNeededAfterTwoWithinTheLimit() {
        promptness.require(trials(Duration.ZERO, Duration.ZERO));
        assertThat(trials).hasValue(2);
    }

    @Test
    void twoBeyondTheLimitFailAndNameTheirTimes() {
        assertThatThrownBy(() -> promptness.require(trials(LATE, Duration.ZERO, LATE)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a change took [PT30")
                .hasMessageContaining("within PT15S");
    }

    private IntConsumer trials(Duration... late) {
        List<Duration> times = List.of(late);
        return number -> {
            trials.set(number);
            promptness.measure(
                    "a change", System.nanoTime() - times.get(number - 1).toNanos(), () -> true);
        };
    }
}
