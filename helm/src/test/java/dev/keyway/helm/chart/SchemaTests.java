package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart renders is what three minors of Kubernetes, and operators, accept. */
class SchemaTests {

    @ParameterizedTest
    @MethodSource("valueSets")
    void everyObjectIsValid(String valueSet) {
        assertThat(faults(Chart.render(valueSet))).isEmpty();
    }

    @Test
    void everyWayToMigrateIsValid() {
        for (String by : List.of("job", "helmHook", "argoHook")) {
            assertThat(faults(Chart.render("minimal", Map.of("migration.by", by))))
                    .isEmpty();
        }
    }

    @Test
    void theExampleOfCloudNativePgIsValid() {
        Manifests example = Manifests.parse(Chart.read(Chart.FOLDER.resolveSibling("examples/cloudnative-pg.yaml")));

        assertThat(faults(example)).isEmpty();
        assertThat(example.kind("Cluster")).hasSize(1);
    }

    @Test
    void faultsAreFound() {
        Manifests minimal = Chart.render("minimal");

        assertThat(faults(minimal.with("replicas: 2", "replicas: two"))).isNotEmpty();
        assertThat(faults(minimal.with("enableServiceLinks:", "enableServiceLink:")))
                .isNotEmpty();
        assertThat(faults(minimal.with("storage: 2Gi", "storage: [2]"))).isNotEmpty();
        assertThat(faults(Chart.render("gateway-api").with("sectionName:", "section:")))
                .isNotEmpty();
        assertThat(faults(minimal.with("kind: PodDisruptionBudget", "kind: PodDisruption")))
                .isNotEmpty();
    }

    static Stream<String> valueSets() {
        return Chart.valueSets().stream();
    }

    private static List<String> faults(Manifests manifests) {
        return manifests.objects().stream().flatMap(SchemaTests::faults).toList();
    }

    private static Stream<String> faults(KubernetesObject object) {
        if (Schemas.definitions().know(object)) {
            return Schemas.definitions().faults(object).stream();
        }
        return Schemas.MINORS.stream().flatMap(minor -> faults(object, minor));
    }

    private static Stream<String> faults(KubernetesObject object, String minor) {
        Schemas schemas = Schemas.kubernetes(minor);
        return schemas.know(object)
                ? schemas.faults(object).stream().map(fault -> minor + ": " + fault)
                : Stream.of(minor + ": no schema of " + object.type());
    }
}
