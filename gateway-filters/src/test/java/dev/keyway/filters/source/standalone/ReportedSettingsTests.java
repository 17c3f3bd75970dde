package dev.keyway.filters.source.standalone;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.env.EnvFile;
import dev.keyway.env.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change of any setting is reported: as one that applies at once, or as one that waits for a restart. */
class ReportedSettingsTests {

    private static final PriceCatalogue PRICES = PriceCatalogue.load();

    private static final Map<String, String> BEFORE = Map.of(
            "PROXY_API_KEY", "a-token-of-twenty-letters",
            "AZURE_API_BASE", "https://one.openai.azure.com",
            "AZURE_API_KEY", "azure-one",
            "AZURE_API_KEY_1", "azure-two",
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318",
            "OTEL_EXPORTER_OTLP_HEADERS", "api-key=one",
            "KEYWAY_REQUEST_LOG", "true");

    /** Another value of each setting; a secret file's is what the file contains. */
    private static final Map<String, String> AFTER = Map.ofEntries(
            entry("PROXY_API_KEY", "another-token-of-twenty-letters"),
            entry("PROXY_API_KEY_FILE", "another-token-of-twenty-letters"),
            entry("KEYWAY_CORS_ORIGINS", "https://chat.example.com"),
            entry("<P>_API_KEY", "azure-three"),
            entry("<P>_API_KEY_FILE", "azure-three"),
            entry("<P>_API_KEY_<n>", "azure-three"),
            entry("<P>_API_KEY_<n>_FILE", "azure-three"),
            entry("<P>_API_KEY_ACCOUNT", "research"),
            entry("<P>_API_KEY_<n>_ACCOUNT", "research"),
            entry("<P>_API_BASE", "https://two.openai.azure.com"),
            entry("<P>_API_KEY_BASE", "https://two.openai.azure.com"),
            entry("<P>_API_KEY_<n>_BASE", "https://two.openai.azure.com"),
            entry("<P>_API_VERSION", "2024-10-21"),
            entry("<P>_DEPLOYMENTS", "gpt-4o=mine"),
            entry("<P>_API_KEY_DEPLOYMENTS", "gpt-4o=mine"),
            entry("<P>_API_KEY_<n>_DEPLOYMENTS", "gpt-4o=mine"),
            entry("<P>_MODELS", "gpt-4o"),
            entry("IGNORE_MODELS_<P>", "gpt-4*"),
            entry("WHITELIST_MODELS_<P>", "gpt-4*"),
            entry("MAX_CONCURRENT_REQUESTS_PER_KEY_<P>", "4"),
            entry("ROTATION_MODE_<P>", "sequential"),
            entry("KEYWAY_QUEUE_SIZE", "5"),
            entry("GLOBAL_TIMEOUT", "9"),
            entry("FIRST_BYTE_TIMEOUT", "9"),
            entry("FIRST_BYTE_TIMEOUT_STREAM", "9"),
            entry("FIRST_BYTE_TIMEOUT_<P>", "9"),
            entry("FIRST_BYTE_TIMEOUT_STREAM_<P>", "9"),
            entry("FIRST_BYTE_TIMEOUT_MODELS", "azure/gpt-4o=9"),
            entry("FIRST_BYTE_TIMEOUT_STREAM_MODELS", "azure/gpt-4o=9"),
            entry("CHUNK_GAP_TIMEOUT", "9"),
            entry("KEYWAY_MAX_BODY", "1MB"),
            entry("KEYWAY_MAX_AUDIO", "1MB"),
            entry("KEYWAY_MAX_BODY_IN_FLIGHT", "300MB"),
            entry("KEYWAY_BODY_TIMEOUT", "9"),
            entry("KEYWAY_BODY_MIN_RATE", "1KB"),
            entry("KEYWAY_REPAIR", "off"),
            entry("KEYWAY_STATE_DIR", "elsewhere"),
            entry("KEYWAY_TRUSTED_PROXIES", "10.0.0.0/8"),
            entry("KEYWAY_DRAIN", "9"),
            entry("KEYWAY_LOG_FORMAT", "json"),
            entry("KEYWAY_REQUEST_LOG", "false"),
            entry("KEYWAY_REQUEST_LOG_DIR", "elsewhere"),
            entry("KEYWAY_REQUEST_LOG_MAX_SIZE", "500MB"),
            entry("KEYWAY_REQUEST_LOG_MAX_AGE", "1d"),
            entry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://elsewhere:4318"),
            entry("OTEL_EXPORTER_OTLP_HEADERS", "api-key=two"),
            entry("OTEL_EXPORTER_OTLP_HEADERS_FILE", "api-key=two"),
            entry("OTEL_SERVICE_NAME", "gateway-two"),
            entry("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=production"),
            entry("OTEL_TRACES_SAMPLER_ARG", "0.5"),
            entry("OTEL_SDK_DISABLED", "true"),
            entry("HTTPS_PROXY", "http://proxy:3128"),
            entry("NO_PROXY", "localhost"),
            entry("SERVER_PORT", "9000"),
            entry("SERVER_ADDRESS", "127.0.0.1"),
            entry("MANAGEMENT_SERVER_PORT", "9001"),
            entry("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1"));

    /** The one value of the protocol, the file's own name, and certificates, which need a file of their own. */
    private static final Set<String> NO_OTHER_VALUE =
            Set.of("OTEL_EXPORTER_OTLP_PROTOCOL", "KEYWAY_ENV_FILE", "KEYWAY_CA_FILE");

    /** Settings of a managed gateway, which reads no file while it runs; a gateway of its own ignores them. */
    private static final Set<String> OF_MANAGED = Set.of(
            "KEYWAY_ADMIN_URL",
            "KEYWAY_GATEWAY_CREDENTIAL",
            "KEYWAY_GATEWAY_CREDENTIAL_FILE",
            "KEYWAY_SNAPSHOT_MAX_AGE",
            "KEYWAY_USAGE_KEEP",
            "KEYWAY_SHUTDOWN_SHIP",
            "KEYWAY_KEY_ENV_PREFIX",
            "KEYWAY_KEY_FOLDER",
            "KEYWAY_ALLOW_PRIVATE_UPSTREAMS");

    @TempDir
    private Path folder;

    @Test
    void eachSettingIsHere() {
        Set<String> known = Setting.ALL.stream().map(Setting::name).collect(Collectors.toSet());
        known.removeAll(NO_OTHER_VALUE);
        known.removeAll(OF_MANAGED);
        assertThat(AFTER.keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aChangeIsReportedWhereItApplies(Setting setting) throws IOException {
        StandaloneSettings before = read(BEFORE);
        StandaloneSettings after = read(after(setting));
        List<String> live = SettingsDiff.live(before.model(), after.model());
        List<String> later = SettingsDiff.atStartOnly(before, after);
        assertThat(setting.reloads() ? live : later)
                .isNotEmpty()
                .allSatisfy(change ->
                        assertThat(change).as("says what changed").isNotBlank().doesNotEndWith(" "));
        assertThat(setting.reloads() ? later : live).isEmpty();
    }

    private static Stream<Setting> settings() {
        return Setting.ALL.stream()
                .filter(setting -> !NO_OTHER_VALUE.contains(setting.name()))
                .filter(setting -> !OF_MANAGED.contains(setting.name()));
    }

    private Map<String, String> after(Setting setting) throws IOException {
        Map<String, String> variables = new HashMap<>(BEFORE);
        String name = setting.name().replace("<P>", "AZURE").replace("<n>", "1");
        String value = AFTER.getOrDefault(setting.name(), "");
        if (setting.isSecretFile()) {
            variables.remove(name.substring(0, name.length() - "_FILE".length()));
            value = Files.writeString(folder.resolve("secret"), value).toString();
        }
        variables.put(name, value);
        return variables;
    }

    private static StandaloneSettings read(Map<String, String> variables) {
        List<String> lines = new ArrayList<>();
        variables.forEach((name, value) -> lines.add(name + "=" + value));
        return new StandaloneReader(EnvFile.parse(".env", String.join("\n", lines)), Map.of(), Set.of("azure"), PRICES)
                .read();
    }
}
