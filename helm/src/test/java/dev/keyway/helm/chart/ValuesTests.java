package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** values.yaml, its schema and the templates know the same values. */
class ValuesTests {

    private static final JsonNode VALUES = Values.DEFAULTS;
    private static final JsonNode SCHEMA = Values.SCHEMA;

    /** Settings that the chart never passes on: those of a gateway of its own, and those that would not fit a pod. */
    private static final Map<String, Set<String>> NEVER = Map.of(
            "gateway",
            Set.of(
                    "FIRST_BYTE_TIMEOUT_MODELS",
                    "FIRST_BYTE_TIMEOUT_STREAM_MODELS",
                    "KEYWAY_ENV_FILE",
                    "SERVER_PORT",
                    "SERVER_ADDRESS",
                    "MANAGEMENT_SERVER_PORT",
                    "MANAGEMENT_SERVER_ADDRESS"),
            "admin",
            Set.of(
                    "KEYWAY_BOOTSTRAP_FILE",
                    "KEYWAY_DB_MIGRATE",
                    "KEYWAY_OWNER_FOLDER",
                    "KEYWAY_OWNER_TOKEN",
                    "SERVER_PORT",
                    "SERVER_ADDRESS",
                    "MANAGEMENT_SERVER_PORT",
                    "MANAGEMENT_SERVER_ADDRESS"));

    @Test
    void theSchemaHasExactlyTheValuesThatThereAre() {
        List<String> differences = new ArrayList<>();
        compare("", VALUES, SCHEMA, differences);

        assertThat(differences).isEmpty();
    }

    @Test
    void theSchemaAllowsNothingElse() {
        List<String> open = new ArrayList<>();
        collectOpen("", SCHEMA, open);

        assertThat(open).isEmpty();
    }

    @Test
    void everyDefaultFitsTheSchema() {
        assertThat(Schemas.compile(SCHEMA).validate(VALUES)).isEmpty();
    }

    @Test
    void aTypoIsNamed() {
        assertThatThrownBy(() -> Chart.render("minimal", Map.of("gateway.replica", 3)))
                .hasMessageContaining("/gateway")
                .hasMessageContaining("replica");
        assertThatThrownBy(() -> Chart.render("minimal", Map.of("gateway.settings.GLOBAL_TIMEOUTS", "45s")))
                .hasMessageContaining("GLOBAL_TIMEOUTS");
        assertThatThrownBy(() -> Chart.render("minimal", Map.of("gateway.settings.KEYWAY_STATE_DIR", "/data")))
                .hasMessageContaining("KEYWAY_STATE_DIR");
        assertThatThrownBy(() -> Chart.render("minimal", Map.of("migration.by", "hook")))
                .hasMessageContaining("/migration/by");
    }

    @Test
    void everyUsedValueIsThere() {
        Pattern used = Pattern.compile("\\.Values\\.([A-Za-z0-9.]+)");
        Set<String> unknown = new TreeSet<>();
        for (String template : Chart.templates().values()) {
            Matcher path = used.matcher(template);
            while (path.find()) {
                String pointer = "/" + path.group(1).replace('.', '/');
                if (VALUES.at(pointer).isMissingNode()) {
                    unknown.add(path.group(1));
                }
            }
        }

        assertThat(unknown).isEmpty();
    }

    @Test
    void settingsArePassedOnWhereTheChartDoesNotSetThem() {
        for (String program : List.of("gateway", "admin")) {
            Set<String> expected = new TreeSet<>(Settings.of(program).names());
            expected.removeAll(NEVER.getOrDefault(program, Set.of()));
            expected.removeAll(setByTheChart(program));
            JsonNode names = SCHEMA.at("/properties/" + program + "/properties/settings/propertyNames/enum");

            assertThat(names.valueStream().map(JsonNode::asString))
                    .as("values.schema.json: names of %s.settings", program)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void everyValueIsDescribed() {
        Set<String> described = ValueDescriptions.read(Chart.read("values.yaml")).stream()
                .map(ValueDescriptions.Value::path)
                .collect(Collectors.toSet());

        assertThat(Values.leaves()).allSatisfy(leaf -> assertThat(described).contains(leaf.path()));
    }

    private static Set<String> setByTheChart(String program) {
        return Pattern.compile("- name: ([A-Z][A-Z_]+)")
                .matcher(Chart.templates().getOrDefault("_" + program + ".tpl", ""))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    private static void compare(String path, JsonNode values, JsonNode schema, List<String> differences) {
        if (!schema.has("properties")) {
            return;
        }
        Set<String> known = new TreeSet<>(schema.path("properties").propertyNames());
        Set<String> there = new TreeSet<>(values.propertyNames());
        there.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> differences.add(path + name + " is not in the schema"));
        if (!isKubernetes(path)) {
            known.stream()
                    .filter(name -> !there.contains(name))
                    .forEach(name -> differences.add(path + name + " is not in values.yaml"));
        }
        for (String name : there) {
            compare(
                    path + name + ".",
                    values.path(name),
                    schema.path("properties").path(name),
                    differences);
        }
    }

    /** Parts that are as in Kubernetes, of which values.yaml has only those that differ from its defaults. */
    private static boolean isKubernetes(String path) {
        return path.endsWith("ecurityContext.");
    }

    private static void collectOpen(String path, JsonNode schema, List<String> open) {
        if (schema.path("properties").isObject()
                && !schema.path("properties").has("properties")
                && schema.path("additionalProperties").asBoolean(true)) {
            open.add(path);
        }
        schema.properties().forEach(member -> collectOpen(path + "/" + member.getKey(), member.getValue(), open));
    }
}
