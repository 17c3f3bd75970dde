package dev.keyway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.WarningCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The pages about the admin service name what there is. */
class DocumentationTests {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern EXAMPLE = Pattern.compile("`(\\w+)`[^`]*```json\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyErrorCodeStandsOnItsPageWithItsStatusAndMeaning() throws IOException {
        List<String> rows = Files.readAllLines(DOCS.resolve("admin-errors.md")).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .map(code -> "| `%s` | %d | %s |"
                                .formatted(code.text(), code.status().value(), code.title()))
                        .toList());
    }

    @Test
    void everyWarningStandsOnThePageOfErrors() throws IOException {
        assertThat(Files.readAllLines(DOCS.resolve("admin-errors.md")).stream()
                        .dropWhile(line -> !line.equals("## Warnings"))
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split("`", -1)[1])
                        .toList())
                .isEqualTo(Arrays.stream(WarningCode.values())
                        .map(WarningCode::text)
                        .toList());
    }

    @Test
    void everyAlertStandsOnThePage() throws IOException {
        String page = Files.readString(DOCS.resolve("admin-architecture.md"));
        assertThat(AlertEvent.values())
                .filteredOn(event -> event != AlertEvent.TEST)
                .allSatisfy(event -> assertThat(page).contains("`" + event + "`"));
    }

    @Test
    void whatGatewaysCallStandsOnThePageOfTheControlPlane() throws IOException {
        String page = Files.readString(DOCS.resolve("control-plane.md"));
        List<String> calls = Files.readAllLines(DOCS.resolve("permissions.csv")).stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[1].startsWith("/gateway/"))
                .map(cells -> "## `" + cells[0] + " " + cells[1])
                .toList();
        assertThat(calls).hasSize(10);
        assertThat(calls).allSatisfy(call -> assertThat(page).contains(call));
    }

    @Test
    void theExamplesOfTheControlPlaneAreItsRecords() throws Exception {
        JsonMapper strict = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        String page = Files.readString(DOCS.resolve("control-plane.md"));
        List<MatchResult> examples = EXAMPLE.matcher(page).results().toList();
        assertThat(examples).hasSize(12);
        for (MatchResult example : examples) {
            String feature = example.group(1).startsWith("Usage") ? "usage." : "control.";
            Class<?> record = Class.forName("dev.keyway.contract." + feature + example.group(1));
            assertThat(strict.readValue(example.group(2), record)).isNotNull();
        }
        List<String> members = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.keyway.contract.config", "dev.keyway.contract.control")
                        .stream()
                        .map(JavaClass::reflect)
                        .filter(Class::isRecord)
                        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                        .map(component -> "\"" + component.getName() + "\":")
                        .toList();
        assertThat(members).hasSizeGreaterThan(80);
        assertThat(members).allSatisfy(member -> assertThat(page).contains(member));
    }
}
