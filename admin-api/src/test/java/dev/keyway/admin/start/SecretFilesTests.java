package dev.keyway.admin.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.keyway.admin.database.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Every secret setting may be in a file of its own. */
class SecretFilesTests {

    private static final Pattern SECRET = Pattern.compile(".*(password|secret|keys|credential)");
    private static final List<String> NOT_SECRET = List.of("keyway.audit.keepmonths");

    @TempDir
    private Path folder;

    /** Whoever adds a secret setting adds it there, and to the documentation. */
    @Test
    void namesEverySecretSetting() throws IOException {
        List<String> secrets = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.keyway.admin").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> properties(
                                type,
                                type.getAnnotation(ConfigurationProperties.class)
                                        .value()))
                        .filter(property -> SECRET.matcher(property).matches() && !NOT_SECRET.contains(property))
                        .toList();
        assertThat(SecretFiles.SECRETS).containsExactlyInAnyOrderElementsOf(secrets);
        String page = Files.readString(Path.of("..", "docs", "admin-architecture.md"));
        assertThat(secrets)
                .allSatisfy(property -> assertThat(page).contains("`" + SecretFiles.variable(property) + "_FILE`"));
    }

    @Test
    void readsSecretsFromFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "s3cret\n");
        assertThat(read(Map.of("KEYWAY_DB_PASSWORD_FILE", file.toString(), "KEYWAY_DB_USER", "x")))
                .isEqualTo(Map.of("keyway.db.password", "s3cret"));
        assertThat(read(Map.of("KEYWAY_DB_PASSWORD", "x", "KEYWAY_DB_PASSWORD_FILE", " ")))
                .isEmpty();
    }

    @Test
    void namesWhatIsWrongAndNotWhatIsInTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "c4n4ry");
        Path empty = Files.createFile(folder.resolve("empty"));
        requireRefused(
                Map.of("KEYWAY_DB_PASSWORD_FILE", file.toString(), "KEYWAY_DB_PASSWORD", "c4n4ry"),
                "KEYWAY_DB_PASSWORD_FILE: is set together with KEYWAY_DB_PASSWORD; set only one of them");
        requireRefused(
                Map.of("KEYWAY_AUDIT_KEYS_FILE", empty.toString()),
                "KEYWAY_AUDIT_KEYS_FILE: the file " + empty + " is empty");
        requireRefused(
                Map.of("KEYWAY_MAIL_PASSWORD_FILE", "/nowhere"),
                "KEYWAY_MAIL_PASSWORD_FILE: the file /nowhere cannot be read as text (NoSuchFileException)");
    }

    private static void requireRefused(Map<String, String> environment, String message) {
        assertThatThrownBy(() -> read(environment))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(message);
    }

    private static Map<String, String> read(Map<String, String> environment) {
        return SecretFiles.read(
                name -> environment.get(name.startsWith("keyway.") ? SecretFiles.variable(name) : name));
    }

    private static Stream<String> properties(Class<?> type, String prefix) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getType().isRecord()
                        ? properties(component.getType(), prefix + "." + component.getName())
                        : Stream.of((prefix + "." + component.getName()).toLowerCase(java.util.Locale.ROOT)));
    }
}
