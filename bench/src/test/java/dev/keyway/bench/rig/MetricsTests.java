package dev.keyway.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTests {

    private final Metrics metrics = Metrics.parse("""
            # HELP keyway_in_flight calls
            keyway_in_flight{provider="openai"} 3.0
            keyway_in_flight{provider="gemini"} 4.0
            keyway_in_flight_most{provider="openai"} 100.0
            jvm_threads 1.2E1
            """);

    @Test
    void sumsTheSeriesOfOneMetric() {
        assertThat(metrics.sum("keyway_in_flight", "")).isEqualTo(7);
        assertThat(metrics.sum("keyway_in_flight", "provider=\"gemini\"")).isEqualTo(4);
        assertThat(metrics.sum("jvm_threads", "")).isEqualTo(12);
    }

    @Test
    void tellsAMetricThatIsMissingFromOneThatIsZero() {
        assertThat(metrics.has("jvm_threads")).isTrue();
        assertThat(metrics.has("keyway_in")).isFalse();
    }

    @Test
    void sumsByTheValueOfALabel() {
        Metrics attempts = Metrics.parse("""
                keyway_attempts_total{provider="openai",status="200"} 3.0
                keyway_attempts_total{model="x",provider="openai",status="200"} 4.0
                keyway_attempts_total{provider="openai",status="429"} 2.0
                keyway_attempts_total{provider="other",status="429"} 9.0
                """);
        assertThat(attempts.byLabel("keyway_attempts_total", "status", "provider=\"openai\""))
                .isEqualTo(Map.of("200", 7L, "429", 2L));
    }
}
