package dev.keyway.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

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
}
