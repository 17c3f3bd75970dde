package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** An upgrade changes nothing that Kubernetes refuses to change. */
class UpgradeTests {

    private static final Map<String, Object> OTHER_VALUES = Map.of(
            "image.tag", "9.9.9",
            "commonLabels.stage", "next",
            "gateway.podLabels.stage", "next",
            "gateway.replicas", 5,
            "gateway.drainSeconds", 99,
            "admin.service.port", 8888,
            "logFormat", "text",
            "spread", "ignored");

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("valueSets")
    void aNewReleaseOfTheChartKeepsWhatCannotChange(String valueSet) {
        Path next = next();
        Map<String, Object> more = new TreeMap<>(OTHER_VALUES);
        more.remove("spread");

        Manifests after = Chart.render(next, valueSet, more);

        assertThat(after.text()).contains("keyway-9.9.9");
        assertThat(immutable(after)).isEqualTo(immutable(Chart.render(valueSet)));
    }

    @Test
    void aChangeWouldBeSeen() {
        Manifests before = Chart.render("minimal");

        assertThat(immutable(before.with("serviceName: keyway", "serviceName: other")))
                .isNotEqualTo(immutable(before));
        assertThat(immutable(before.with("storage: 2Gi", "storage: 3Gi"))).isNotEqualTo(immutable(before));
        assertThat(immutable(before.with("component: admin", "component: administration")))
                .isNotEqualTo(immutable(before));
    }

    @Test
    void aJobThatDoesSomethingElseHasAnotherName() {
        Map<String, Object> job = Map.of("migration.by", "job");
        String name = jobName(Chart.render("minimal", job));

        assertThat(jobName(Chart.render("minimal", Map.of("migration.by", "job", "gateway.replicas", 7))))
                .isEqualTo(name);
        assertThat(jobName(Chart.render(next(), "minimal", job)))
                .as("another image")
                .isNotEqualTo(name);
        assertThat(jobName(Chart.render("minimal", Map.of("migration.by", "job", "database.host", "other"))))
                .isNotEqualTo(name);
    }

    static Stream<String> valueSets() {
        return Chart.valueSets().stream();
    }

    /** The chart as its next release. */
    private Path next() {
        return Chart.copy(
                folder.resolve("keyway"),
                text -> text.startsWith("apiVersion: v2")
                        ? text.replaceAll("(?m)^version: .*", "version: 9.9.9")
                                .replaceAll("(?m)^appVersion: .*", "appVersion: 9.9.9")
                        : text);
    }

    private static String jobName(Manifests manifests) {
        return manifests.kind("Job").findFirst().orElseThrow().name();
    }

    /** What the API server refuses to change, by object. */
    private static Map<String, JsonNode> immutable(Manifests manifests) {
        Map<String, JsonNode> fixed = new TreeMap<>();
        for (KubernetesObject object : manifests.objects()) {
            switch (object.kind()) {
                case "Deployment" -> fixed.put(object + " selector", object.at("/spec/selector"));
                case "StatefulSet" ->
                    Stream.of("selector", "serviceName", "podManagementPolicy", "volumeClaimTemplates")
                            .forEach(part -> fixed.put(object + " " + part, object.at("/spec/" + part)));
                case "Service" -> fixed.put(object + " clusterIP", object.at("/spec/clusterIP"));
                default -> {}
            }
        }
        return fixed;
    }
}
