package dev.keyway.filters.source.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.env.EnvFile;
import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.settings.ControlSettings;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.settings.UsageShipping;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedVariablesTests {

    private static final Set<String> KNOWN = Set.of("openai", "anthropic");
    private static final Map<String, String> MINIMUM =
            Map.of("KEYWAY_ADMIN_URL", "http://localhost:8080", "KEYWAY_GATEWAY_CREDENTIAL", "kwg_1");

    @Test
    void readsAllOfThem() throws Exception {
        ManagedSettings settings = read(Map.of(
                "KEYWAY_ADMIN_URL", "https://a.example.com, https://b.example.com/keyway",
                "KEYWAY_SNAPSHOT_MAX_AGE", "2h",
                "KEYWAY_USAGE_KEEP", "3h",
                "KEYWAY_SHUTDOWN_SHIP", "7",
                "KEYWAY_KEY_ENV_PREFIX", "MY_",
                "KEYWAY_KEY_FOLDER", "/run/keys",
                "KEYWAY_ALLOW_PRIVATE_UPSTREAMS", "127.0.0.1/32,10.0.0.0/8",
                "GLOBAL_TIMEOUT", "7"));
        ControlSettings control = settings.control();
        assertThat(control.adminUrls())
                .containsExactly(URI.create("https://a.example.com"), URI.create("https://b.example.com/keyway"));
        assertThat(control.credential().reveal()).isEqualTo("kwg_1");
        assertThat(control.snapshotMaxAge()).isEqualTo(Duration.ofHours(2));
        assertThat(control.references()).isEqualTo(new ControlSettings.References("MY_", Path.of("/run/keys")));
        assertThat(control.privateUpstreams()).containsExactly("127.0.0.1/32", "10.0.0.0/8");
        assertThat(settings.shipping()).isEqualTo(new UsageShipping(Duration.ofHours(3), Duration.ofSeconds(7)));
        assertThat(settings.defaults().globalTimeout()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void resolvesNoReferencesUnlessTold() throws Exception {
        assertThat(read(Map.of()).control().references()).isEqualTo(ControlSettings.References.NONE);
    }

    @Test
    void readsTheCredentialFromAFileAndRemembersWhere(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("credential"), "kwg_of_file\n");
        ManagedSettings settings =
                read(Map.of("KEYWAY_GATEWAY_CREDENTIAL", "", "KEYWAY_GATEWAY_CREDENTIAL_FILE", file.toString()));
        assertThat(settings.control().credential().reveal()).isEqualTo("kwg_of_file");
        assertThat(settings.control().credentialFile()).isEqualTo(file);
    }

    @Test
    void refusesEachStandaloneSettingByName() {
        assertThat(problems(Map.of(
                        "PROXY_API_KEY", "token-of-twenty-letters",
                        "OPENAI_API_KEY_3", "sk-canary",
                        "ROTATION_MODE_ANTHROPIC", "balanced",
                        "MY_OWN_API_BASE", "http://localhost:1",
                        "GITHUB_API_KEY", "of somebody else")))
                .extracting(SettingsProblem::setting)
                .containsExactlyInAnyOrder(
                        "PROXY_API_KEY", "OPENAI_API_KEY_3", "ROTATION_MODE_ANTHROPIC", "MY_OWN_API_BASE");
    }

    @Test
    void doesNotRefuseVariablesThatReferencesMayName() throws Exception {
        assertThat(read(Map.of("KEYWAY_KEY_ENV_PREFIX", "OPENAI_API_", "OPENAI_API_KEY", "sk-1"))
                        .control()
                        .references()
                        .envPrefix())
                .isEqualTo("OPENAI_API_");
    }

    @Test
    void needsACredentialAndAnAddress() {
        assertThat(problems(Map.of("KEYWAY_ADMIN_URL", "admin:8080", "KEYWAY_GATEWAY_CREDENTIAL", "")))
                .extracting(SettingsProblem::setting)
                .containsExactlyInAnyOrder("KEYWAY_ADMIN_URL", "KEYWAY_GATEWAY_CREDENTIAL");
    }

    @Test
    void doesNotReadTheFileThatNobodyNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve(".env"), "OPENAI_API_KEY=sk-1\n");
        EnvSource source = new EnvSource(file, false, MINIMUM, KNOWN, PriceCatalogue.load());
        assertThat(source.settings(source.text()).managed()).isNotNull();
    }

    private static ManagedSettings read(Map<String, String> others) {
        StandaloneSettings settings = reader(others).read();
        return Objects.requireNonNull(settings.managed());
    }

    private static List<SettingsProblem> problems(Map<String, String> others) {
        return Objects.requireNonNull(catchThrowableOfType(
                        InvalidSettingsException.class, () -> reader(others).read()))
                .problems()
                .stream()
                .filter(SettingsProblem::isFatal)
                .toList();
    }

    private static StandaloneReader reader(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(MINIMUM);
        all.putAll(others);
        return new StandaloneReader(EnvFile.absent(".env"), all, KNOWN, PriceCatalogue.load());
    }
}
