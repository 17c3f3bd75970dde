package dev.keyway.filters.source.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.contract.Secret;
import dev.keyway.env.AdminSettings;
import dev.keyway.env.EnvFile;
import dev.keyway.env.Setting;
import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.TokenDigest;
import dev.keyway.filters.model.TokenSecret;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.testkit.settings.ListedSetting;
import dev.keyway.testkit.settings.SettingsList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets come from the settings or from files of their own, are strong enough, and are shown to nobody. */
class SecretSettingsTests {

    private static final String TOKEN = "token-c4n4ry-of-twenty-letters";
    private static final Pattern SECRET = Pattern.compile(".*(_KEY|_KEY_<n>|TOKEN|SECRET|PASSWORD|CREDENTIAL|HEADERS)");

    @TempDir
    private Path folder;

    @Test
    void everySecretMayBeInAFile() {
        List<String> secrets = Setting.ALL.stream()
                .map(Setting::name)
                .filter(name -> SECRET.matcher(name).matches())
                .toList();
        assertThat(secrets)
                .contains("PROXY_API_KEY", "<P>_API_KEY", "<P>_API_KEY_<n>", "OTEL_EXPORTER_OTLP_HEADERS")
                .allSatisfy(name -> assertThat(Setting.ALL)
                        .anyMatch(setting -> setting.name().equals(name + "_FILE")));
    }

    @Test
    void secretsOfFilesAreReadAsIfTheyWereSet() throws IOException {
        StandaloneSettings read = read("PROXY_API_KEY_FILE=%s\nOPENAI_API_KEY_1_FILE=%s\nOPENAI_API_KEY_2=sk-2\n"
                .formatted(file(TOKEN + "\n"), file("  sk-1\r\n")));

        assertThat(read.tokens()).containsExactly(Secret.of(TOKEN));
        assertThat(read.model().callers().all())
                .singleElement()
                .satisfies(caller ->
                        assertThat(caller.secrets()).containsExactly(TokenSecret.of(TokenDigest.of(Secret.of(TOKEN)))));
        assertThat(read.model().providers())
                .singleElement()
                .satisfies(provider -> assertThat(provider.keys()).hasSize(2));
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void aFileThatCannotBeTakenIsNamedWithoutWhatIsInIt() throws IOException {
        Path both = file("c4n4ry");
        Path empty = file(" \n");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 'c', '4', 'n', '4', 'r', 'y'});
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class, () -> read("""
                    PROXY_API_KEY=%s
                    PROXY_API_KEY_FILE=%s
                    OPENAI_API_KEY_FILE=%s
                    GEMINI_API_KEY_FILE=%s
                    GROQ_API_KEY_FILE=/nowhere
                    XAI_API_KEY_FILE=%s
                    """.formatted(TOKEN, both, empty, binary, folder)));

        assertThat(refused.problems().stream().filter(SettingsProblem::isFatal).map(SettingsProblem::line))
                .anyMatch(line ->
                        line.contains("PROXY_API_KEY_FILE") && line.contains("is set together with PROXY_API_KEY"))
                .anyMatch(line -> line.contains("OPENAI_API_KEY_FILE") && line.contains(empty + " is empty"))
                .anyMatch(line -> line.contains("GEMINI_API_KEY_FILE") && line.contains(binary + " cannot be read"))
                .anyMatch(line -> line.contains("GROQ_API_KEY_FILE") && line.contains("/nowhere cannot be read"))
                .anyMatch(line -> line.contains("XAI_API_KEY_FILE") && line.contains(folder + " cannot be read"))
                .noneMatch(line -> line.contains("c4n4ry"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "nineteen-characters", "demo-token", "Demo-Token", "A-Token-Of-Your-Own"})
    void aWeakTokenIsRefusedBesideARealKey(String token) {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> read(
                        "PROXY_API_KEY=%s\nOPENAI_API_KEY=sk-1\nMINE_API_BASE=http://localhost:9/v1\nMINE_API_KEY=x\n"
                                .formatted(token)));
        assertThat(refused.problems())
                .anySatisfy(problem -> assertThat(problem.line())
                        .contains("PROXY_API_KEY", "for a real provider's key", "openssl rand"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9/v1, true",
        "http://localhost:9/v1, true",
        "http://[::1]:9/v1, true",
        "http://127.0.0.1.evil.example/v1, false",
        "http://10.0.0.1/v1, false"
    })
    void aWeakTokenWillDoWhereEveryProviderIsOnThisMachine(String address, boolean taken) {
        String settings = "PROXY_API_KEY=demo-token\nOPENAI_API_KEY=sk-1\nOPENAI_API_BASE=%s\n".formatted(address);
        if (taken) {
            assertThat(read(settings).model().providers())
                    .extracting(ProviderSettings::id)
                    .containsExactly("openai");
        } else {
            assertThat(catchThrowableOfType(InvalidSettingsException.class, () -> read(settings)))
                    .isNotNull();
        }
    }

    @Test
    void warnsOfAFileThatEverybodyMayRead() throws IOException {
        Path env = Files.writeString(folder.resolve(".env"), "PROXY_API_KEY=" + TOKEN + "\nOPENAI_API_KEY=sk-1\n");
        EnvSource source = EnvSource.of(env.toString(), Map.of(), Set.of("openai"));
        Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(source.settings(source.text()).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.line()).contains("chmod 600 " + env));
        Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-------"));
        assertThat(source.settings(source.text()).warnings()).isEmpty();
    }

    /** The same file has both programs' settings; what neither knows is named, with what was probably meant. */
    @Test
    void settingsOfTheAdminServiceAreNotUnknown() throws IOException {
        Set<String> own = Setting.ALL.stream().map(Setting::name).collect(Collectors.toSet());
        assertThat(AdminSettings.NAMES)
                .containsExactlyInAnyOrderElementsOf(Stream.of("admin", "launcher")
                        .flatMap(program -> SettingsList.read().of(program).stream())
                        .flatMap(ListedSetting::names)
                        .filter(name -> !own.contains(name))
                        .collect(Collectors.toSet()));
        assertThat(read("PROXY_API_KEY=%s\nOPENAI_API_KEY=sk-1\nKEYWAY_MASTER_KEYS=x\nKEYWAY_DB_PASWORD=x\n"
                                .formatted(TOKEN))
                        .warnings())
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.line()).contains("KEYWAY_DB_PASWORD", "did you mean KEYWAY_DB_PASSWORD?"));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "secret", ""), content);
    }

    private static StandaloneSettings read(String text) {
        return new StandaloneReader(
                        EnvFile.parse(".env", text),
                        Map.of(),
                        Set.of("openai", "gemini", "groq", "xai"),
                        PriceCatalogue.load())
                .read();
    }
}
