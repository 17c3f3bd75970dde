package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alerts and dashboard ask for metrics that the gateway has, by labels that these have. */
class MonitoringTests {

    private static final Pattern METRIC = Pattern.compile("\\bkeyway_[a-z_]+");
    private static final Pattern SELECTOR = Pattern.compile("\\b(keyway_[a-z_]+)\\{([^}]*)}");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|.*`(keyway_[a-z_]+)`[^|]*\\|[^|]*\\|([^|]*)\\|");

    /** Labels that Prometheus adds to each metric that it reads from a pod. */
    private static final Set<String> ADDED = Set.of("namespace", "pod", "service", "le");

    private static final Map<String, Set<String>> LABELS = labels();

    @ParameterizedTest
    @ValueSource(strings = {"files/alerts.yaml", "files/dashboard.json"})
    void metricsAndLabelsExist(String file) {
        Set<String> unknown = new TreeSet<>();
        String text = Chart.read(file).replace("\\\"", "\"");
        METRIC.matcher(text).results().map(found -> metric(found.group())).forEach(metric -> {
            if (!LABELS.containsKey(metric)) {
                unknown.add(metric);
            }
        });
        SELECTOR.matcher(text)
                .results()
                .forEach(found -> labelsOf(found.group(2))
                        .filter(label -> !ADDED.contains(label)
                                && !LABELS.getOrDefault(metric(found.group(1)), Set.of())
                                        .contains(label))
                        .forEach(label -> unknown.add(found.group(1) + "{" + label + "}")));

        assertThat(unknown).isEmpty();
        assertThat(METRIC.matcher(text).results().count()).isGreaterThan(10);
    }

    @Test
    void theListOfMetricsIsRead() {
        assertThat(LABELS).hasSizeGreaterThan(20).containsEntry("keyway_keys", Set.of("provider", "state"));
    }

    @Test
    void alertsAreOfThisReleaseAndSayWhatToDo() {
        JsonNode rules = Chart.render("ha").object("PrometheusRule", "keyway").at("/spec/groups/0/rules");

        assertThat(rules.valueStream().filter(rule -> rule.has("annotations")))
                .hasSizeGreaterThan(5)
                .allSatisfy(rule -> {
                    assertThat(rule.path("expr").asString())
                            .contains("namespace=\"keyway\"", "service=\"keyway-gateway-replicas\"")
                            .doesNotContain("[[");
                    assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
                    assertThat(rule.at("/annotations/description").asString()).isNotBlank();
                    assertThat(rule.at("/labels/severity").asString()).isIn("critical", "warning", "info");
                });
    }

    @Test
    void theDashboardIsJson() {
        String dashboard = Chart.render("ha")
                .object("ConfigMap", "keyway-dashboard")
                .at("/data/keyway.json")
                .asString();

        assertThat(new JsonMapper().readTree(dashboard).path("panels")).hasSizeGreaterThan(5);
    }

    @Test
    void nothingForOperatorsIsThereUnlessItIsAskedFor() {
        assertThat(Chart.render("minimal").objects())
                .noneMatch(object -> object.type().startsWith("monitoring.coreos.com"))
                .noneMatch(object -> object.kind().equals("ConfigMap"));
        assertThat(String.join("\n", Chart.templates().values())).doesNotContain(".Capabilities");
    }

    /** A histogram's parts are of the histogram. */
    private static String metric(String name) {
        return name.replaceFirst("_(bucket|sum|count)$", "");
    }

    private static Stream<String> labelsOf(String selector) {
        return Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)")
                .matcher(selector)
                .results()
                .map(found -> found.group(1));
    }

    private static Map<String, Set<String>> labels() {
        return ROW.matcher(Chart.read(Path.of("..", "docs", "metrics.md")))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> Pattern.compile("`([a-z_]+)`")
                                .matcher(row.group(2))
                                .results()
                                .map(label -> label.group(1))
                                .collect(Collectors.toSet()),
                        (first, second) -> first));
    }
}
