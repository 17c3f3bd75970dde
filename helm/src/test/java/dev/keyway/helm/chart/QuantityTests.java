package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heap and direct memory are shares of the memory limit, processors those of the request. */
class QuantityTests {

    @ParameterizedTest
    @CsvSource({
        "1Gi, 322122547",
        "1.5Gi, 483183820",
        "1500Mi, 471859200",
        "2G, 600000000",
        "800M, 240000000",
        "1073741824k, 322122547200"
    })
    void directMemoryIsAShareOfTheLimit(String limit, String bytes) {
        assertThat(flags(Map.of("gateway.resources.limits.memory", limit)))
                .contains("-XX:MaxRAMPercentage=45 ")
                .contains("-XX:MaxDirectMemorySize=" + bytes + " ");
    }

    @ParameterizedTest
    @CsvSource({"500m, 2", "2, 2", "2500m, 3", "4, 4"})
    void processorsAreThoseOfTheRequest(String request, String processors) {
        assertThat(flags(Map.of("gateway.resources.requests.cpu", request)))
                .contains("-XX:ActiveProcessorCount=" + processors);
    }

    @Test
    void processorsOfALimitAreCountedByTheJvm() {
        assertThat(flags(Map.of("gateway.resources.limits.cpu", "2"))).doesNotContain("ActiveProcessorCount");
        assertThat(flags(Map.of("gateway.resources.limits.cpu", "2", "gateway.javaOpts.processors", 6)))
                .contains("-XX:ActiveProcessorCount=6");
    }

    @Test
    void whatIsNoQuantityIsRefused() {
        assertThatThrownBy(() -> flags(Map.of("gateway.resources.limits.memory", "1 GB")))
                .hasMessageContaining("/gateway/resources/limits/memory");
    }

    private static String flags(Map<String, Object> values) {
        return Chart.render("minimal", values)
                .pods()
                .filter(pod -> pod.component().equals("gateway"))
                .flatMap(pod -> pod.containers().stream())
                .flatMap(container -> container.json().path("env").valueStream())
                .filter(variable -> variable.path("name").asString().equals("JAVA_TOOL_OPTIONS"))
                .map(variable -> variable.path("value").asString())
                .findFirst()
                .orElseThrow();
    }
}
