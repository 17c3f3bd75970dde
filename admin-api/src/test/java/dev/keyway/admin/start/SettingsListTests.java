package dev.keyway.admin.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.settings.ListedSetting;
import dev.keyway.testkit.settings.SettingsList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * docs/settings.json has the settings that the code declares, and the documentation describes these; with
 * {@code -Dkeyway.settings.write=true} the admin service's part is written anew.
 */
class SettingsListTests {

    private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
    private static final Path DOCS = Path.of("..", "docs");
    private static final Set<String> REQUIRED = Set.of("keyway.db.url", "keyway.master.keys", "keyway.audit.keys");
    private static final Pattern NAME = Pattern.compile("\\bKEYWAY_[A-Z0-9_]*[A-Z0-9](?![A-Z0-9_…])");

    /** Variables of examples, which no program reads. */
    private static final Set<String> OF_EXAMPLES = Set.of("KEYWAY_GATEWAY_CREDENTIAL");

    @Test
    void theListHasWhatTheCodeDeclares() throws Exception {
        SettingsList list = SettingsList.read();
        List<ListedSetting> declared = declared();
        if (Boolean.getBoolean("keyway.settings.write")) {
            list = list.with("admin", declared);
            list.write();
        }
        assertThat(list.of("admin"))
                .as("docs/settings.json; docs/admin-architecture.md has the command that writes it anew")
                .isEqualTo(declared);
    }

    @Test
    void thePageHasARowForEachSetting() throws IOException {
        List<String> rows = Files.readAllLines(DOCS.resolve("admin-architecture.md")).stream()
                .filter(line -> line.matches("\\| `(KEYWAY|SERVER|MANAGEMENT|HTTPS|NO)_.*"))
                .toList();
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Stream.of("launcher", "admin")
                        .flatMap(program -> list().of(program).stream())
                        .map(ListedSetting::row)
                        .toList());
    }

    @Test
    void documentationNamesNoSettingThatThereIsNot() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("..", "README.md")));
        try (Stream<Path> files = Files.walk(DOCS)) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        Set<String> known = known();
        known.addAll(OF_EXAMPLES);
        for (Path page : pages) {
            assertThat(names(Files.readString(page))).as(page.toString()).isSubsetOf(known);
        }
    }

    @Test
    void theLauncherReadsNoOtherSettingsAndAllOfItsOwn() throws IOException {
        Set<String> read = names(Files.readString(Path.of("..", "keyway")));
        try (Stream<Path> files = Files.walk(Path.of("..", "launcher", "src", "main", "java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                read.addAll(names(Files.readString(file)));
            }
        }
        assertThat(read).isSubsetOf(known());
        assertThat(list().of("launcher")).extracting(ListedSetting::name).isSubsetOf(read);
    }

    private static Set<String> known() {
        return list().all().stream().flatMap(ListedSetting::names).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static SettingsList list() {
        return SettingsList.read();
    }

    private static List<ListedSetting> declared() throws Exception {
        List<ListedSetting> settings = new ArrayList<>();
        JsonNode metadata =
                new JsonMapper().readTree(Files.readString(METADATA)).get("properties");
        for (JsonNode property : metadata) {
            settings.add(setting(property));
        }
        settings.addAll(ofSpring());
        return settings;
    }

    private static ListedSetting setting(JsonNode property) throws ClassNotFoundException {
        String name = property.get("name").asString();
        String variable = SecretFiles.variable(name);
        boolean secret = SecretFiles.SECRETS.contains(name);
        return new ListedSetting(
                "admin",
                variable,
                name,
                type(property.get("type").asString()),
                value(property),
                REQUIRED.contains(name) ? "required" : standard(property.path("defaultValue")),
                secret,
                secret ? variable + "_FILE" : null,
                false,
                property.path("description")
                        .asString("")
                        .replaceAll("\\s+", " ")
                        .replaceAll("\\{@code ([^}]+)}", "`$1`"));
    }

    /** The settings of Spring Boot that matter to whoever runs the service, with the values of application.yml. */
    private static List<ListedSetting> ofSpring() {
        return List.of(
                spring("server.port", "number", "8080", "Port of the API."),
                spring("server.address", "text", "all addresses", "Address that the API listens on."),
                spring("management.server.port", "number", "8081", "Port of health, readiness and Prometheus metrics."),
                spring(
                        "management.server.address",
                        "text",
                        "`SERVER_ADDRESS`",
                        "Address that health, readiness and metrics listen on."));
    }

    private static ListedSetting spring(String property, String type, String standard, String description) {
        return new ListedSetting(
                "admin",
                SecretFiles.variable(property),
                property,
                type,
                type.equals("text") ? "address" : type,
                standard,
                false,
                null,
                false,
                description);
    }

    private static String type(String java) {
        return switch (java) {
            case "java.lang.String" -> "text";
            case "java.lang.Integer" -> "number";
            case "java.lang.Boolean" -> "boolean";
            case "java.time.Duration" -> "duration";
            case "java.nio.file.Path" -> "path";
            case "java.util.List<java.lang.String>" -> "list";
            default -> "choice";
        };
    }

    private static String value(JsonNode property) throws ClassNotFoundException {
        String java = property.get("type").asString();
        return switch (type(java)) {
            case "boolean" -> "`true` or `false`";
            case "duration" -> "duration such as `90s`, `5m`";
            case "path" -> "folder";
            case "list" -> "list, separated by commas";
            case "choice" ->
                Arrays.stream(Class.forName(java).getEnumConstants())
                        .map(constant ->
                                constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .map("`%s`"::formatted)
                        .collect(Collectors.joining(" or "));
            default -> type(java);
        };
    }

    private static String standard(JsonNode value) {
        String text = value.asString("");
        Matcher list = Pattern.compile("\\[(.*)]").matcher(text);
        return list.matches() ? list.group(1).replace(", ", ",") : text;
    }
}
