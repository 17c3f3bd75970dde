package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM starts with the flags that the chart gives it. */
class JavaFlagsIT {

    @ParameterizedTest
    @MethodSource("valueSets")
    void aJvmStartsWithTheFlags(String valueSet) throws Exception {
        Set<String> flags = Chart.render(valueSet)
                .pods()
                .flatMap(pod -> pod.containers().stream())
                .flatMap(container -> container.json().path("env").valueStream())
                .filter(variable -> variable.path("name").asString().equals("JAVA_TOOL_OPTIONS"))
                .map(variable -> variable.path("value").asString())
                .collect(Collectors.toSet());

        assertThat(flags).hasSizeGreaterThan(1);
        for (String some : flags) {
            assertThat(versionWith(some)).as("%s", some).isZero();
        }
        assertThat(versionWith("-XX:MaxRAMPercentage=many")).isNotZero();
    }

    static Stream<String> valueSets() {
        return Chart.valueSets().stream().filter(set -> Set.of("minimal", "ha").contains(set));
    }

    private static int versionWith(String flags) throws Exception {
        ProcessBuilder java = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        java.environment().put("JAVA_TOOL_OPTIONS", flags);
        return java.start().waitFor();
    }
}
