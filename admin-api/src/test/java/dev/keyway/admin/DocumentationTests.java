package dev.keyway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.keyway.admin.problem.ErrorCode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The pages about the admin service name what there is. */
class DocumentationTests {

    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void everyErrorCodeStandsOnItsPageWithItsStatusAndMeaning() throws IOException {
        List<String> rows = Files.readAllLines(DOCS.resolve("admin-errors.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .map(code -> "| `%s` | %d | %s |"
                                .formatted(code.text(), code.status().value(), code.title()))
                        .toList());
    }

    @Test
    void everySettingStandsOnThePage() throws IOException {
        String page = Files.readString(DOCS.resolve("admin-architecture.md"));
        List<String> settings = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.keyway.admin").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getRecordComponents())
                                .map(component -> environment(type, component)))
                        .toList();
        assertThat(settings).contains("KEYWAY_DB_URL", "KEYWAY_TRUSTED_PROXIES");
        assertThat(settings).allSatisfy(setting -> assertThat(page).contains("`" + setting + "`"));
    }

    private static String environment(Class<?> type, RecordComponent component) {
        String prefix = type.getAnnotation(ConfigurationProperties.class).value();
        return (prefix.replace('.', '_') + "_" + component.getName()).toUpperCase(Locale.ROOT);
    }
}
