package dev.keyway.helm.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.settings.ListedSetting;
import dev.keyway.testkit.settings.SettingsList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docker-compose.yml, which no Docker daemon runs here. */
class ComposeTests {

    private static final Path FILE = Path.of("../docker-compose.yml");
    private static final Path PAGE = Path.of("../docs/operations/images.md");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):\\?[^}]*}");
    private static final Pattern RECIPE = Pattern.compile("^([A-Z_]+)=.*\\$\\(openssl rand .*\\)$", Pattern.MULTILINE);

    @Test
    void everyEnvironmentVariableIsASettingOfItsProgram() throws IOException {
        assertThat(names("gateway")).isNotEmpty();
        assertThat(known("gateway")).containsAll(names("gateway"));
        assertThat(known("admin")).containsAll(names("admin")).containsAll(names("migration"));
        assertThat(names("admin")).doesNotContain("KEYWAY_DB_MIGRATION_PASSWORD");
    }

    @Test
    void noSecretHasADefaultAndThePageMakesEachOfThem() throws IOException {
        Set<String> needed = matches(VARIABLE, Files.readString(FILE));
        assertThat(matches(RECIPE, Files.readString(PAGE))).isEqualTo(needed);
        Set<String> secrets = SettingsList.read().all().stream()
                .filter(ListedSetting::secret)
                .map(ListedSetting::name)
                .collect(Collectors.toSet());
        for (String service : List.of("gateway", "admin", "migration")) {
            environment(service).properties().stream()
                    .filter(variable -> secrets.contains(variable.getKey()))
                    .forEach(variable ->
                            assertThat(variable.getValue().asString()).matches("\\$\\{[A-Z_]+:\\?}"));
        }
    }

    @Test
    void rootsAreReadOnlyAndPortsAreThisMachinesAlone() throws IOException {
        for (String service : List.of("gateway", "admin", "migration", "fake-provider")) {
            assertThat(service(service).path("read_only").asBoolean()).isTrue();
            assertThat(service(service).path("tmpfs").toString()).isEqualTo("[\"/tmp\"]");
        }
        assertThat(service("gateway").path("ports").toString()).isEqualTo("[\"127.0.0.1:8000:8000\"]");
        assertThat(service("admin").path("ports").toString()).isEqualTo("[\"127.0.0.1:8080:8080\"]");
        assertThat(service("database").has("ports")).isFalse();
        assertThat(service("database").path("healthcheck").path("test").toString())
                .as("ready once it listens on TCP, not while it is initialized")
                .contains("--host=127.0.0.1");
        assertThat(service("gateway").path("volumes").toString()).isEqualTo("[\"usage-log:/var/lib/keyway\"]");
    }

    private static Set<String> known(String program) {
        return SettingsList.read().of(program).stream().map(ListedSetting::name).collect(Collectors.toSet());
    }

    private static Set<String> names(String service) throws IOException {
        return new TreeSet<>(environment(service).propertyNames());
    }

    private static JsonNode environment(String service) throws IOException {
        return service(service).path("environment");
    }

    private static JsonNode service(String name) throws IOException {
        Object file = new Yaml().load(Files.readString(FILE));
        return new JsonMapper().valueToTree(file).path("services").path(name);
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
