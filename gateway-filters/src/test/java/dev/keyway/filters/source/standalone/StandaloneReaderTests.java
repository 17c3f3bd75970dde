package dev.keyway.filters.source.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.contract.Secret;
import dev.keyway.env.EnvFile;
import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.FirstByteTimeout;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.Resource;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.model.Strategy;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.LogFormat;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.settings.TraceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class StandaloneReaderTests {

    private static final PriceCatalogue PRICES = PriceCatalogue.load();
    private static final Set<String> KNOWN = Set.of("openai", "anthropic", "gemini");
    private static final String MINIMUM = "PROXY_API_KEY=token-of-twenty-letters\nOPENAI_API_KEY=sk-1\n";

    @Test
    void takesKeysInTheirOrderWithTheirAccounts() {
        ProviderSettings gemini = settings("""
            PROXY_API_KEY=token-of-twenty-letters
            GEMINI_API_KEY_10=ten
            GEMINI_API_KEY_2=two
            GEMINI_API_KEY=plain
            GEMINI_API_KEY_2_ACCOUNT=team
            """).provider("gemini").orElseThrow();

        assertThat(gemini.keys()).extracting(key -> key.secret().reveal()).containsExactly("plain", "two", "ten");
        assertThat(gemini.keys())
                .extracting(ProviderKey::account)
                .containsExactly(
                        Secret.of("plain").fingerprint(),
                        "team",
                        Secret.of("ten").fingerprint());
        assertThat(gemini.maxConcurrentPerKey()).isNull();
        assertThat(gemini.rotation()).isEqualTo(Strategy.BALANCED);
    }

    @Test
    void readsEverySettingOfAProvider() {
        RuntimeModel settings = settings("""
            PROXY_API_KEY=token-of-twenty-letters
            MY_LOCAL_API_BASE=http://localhost:11434/v1/
            MY_LOCAL_API_KEY=any
            MY_LOCAL_MODELS=["llama", "qwen"]
            IGNORE_MODELS_MY_LOCAL=my_local/llama*, old
            WHITELIST_MODELS_MY_LOCAL=llama-3
            MAX_CONCURRENT_REQUESTS_PER_KEY_MY_LOCAL=0
            ROTATION_MODE_MY_LOCAL=sequential
            FIRST_BYTE_TIMEOUT=10
            FIRST_BYTE_TIMEOUT_STREAM=20
            FIRST_BYTE_TIMEOUT_STREAM_MY_LOCAL=1.5
            FIRST_BYTE_TIMEOUT_MODELS=my_local/qwen*=2m, openai/o3=5m
            """);
        ProviderSettings local = settings.provider("my_local").orElseThrow();

        assertThat(local.baseUrl()).isEqualTo(URI.create("http://localhost:11434/v1"));
        assertThat(local.models()).containsExactly("llama", "qwen");
        assertThat(local.filter().allows("llama-2")).isFalse();
        assertThat(local.filter().allows("llama-3")).isTrue();
        assertThat(local.filter().allows("old")).isFalse();
        assertThat(local.filter().allows("new")).isTrue();
        assertThat(local.maxConcurrentPerKey()).isZero();
        assertThat(local.rotation()).isEqualTo(Strategy.SEQUENTIAL);
        assertThat(local.firstByte().forModel("llama"))
                .isEqualTo(new FirstByteTimeout(Duration.ofSeconds(10), Duration.ofMillis(1500)));
        assertThat(local.firstByte().forModel("qwen3"))
                .isEqualTo(new FirstByteTimeout(Duration.ofMinutes(2), Duration.ofMillis(1500)));
    }

    @Test
    void readsTheResourcesThatAzuresKeysBelongTo() {
        ProviderSettings azure = settings("""
            PROXY_API_KEY=token-of-twenty-letters
            AZURE_API_BASE=https://one.openai.azure.com/
            AZURE_API_VERSION=2024-10-21
            AZURE_DEPLOYMENTS=gpt-4o=my-4o, azure/gpt-4.1=my-41
            AZURE_API_KEY_1=a
            AZURE_API_KEY_2=b
            AZURE_API_KEY_2_BASE=https://two.openai.azure.com/openai/v1/
            AZURE_API_KEY_2_DEPLOYMENTS=gpt-4o=other-4o
            """).provider("azure").orElseThrow();

        assertThat(azure.apiVersion()).isEqualTo("2024-10-21");
        assertThat(azure.baseUrl()).isEqualTo(URI.create("https://one.openai.azure.com"));
        assertThat(azure.keys())
                .extracting(ProviderKey::resource)
                .containsExactly(
                        new Resource(null, Map.of("gpt-4o", "my-4o", "gpt-4.1", "my-41")),
                        new Resource(
                                URI.create("https://two.openai.azure.com/openai/v1"), Map.of("gpt-4o", "other-4o")));
        assertThat(azure.named()).containsExactly("gpt-4.1", "gpt-4o");
    }

    @Test
    void aProviderWhoseKeysAllHaveAddressesNeedsNoneForAll() {
        ProviderSettings azure = settings("""
            PROXY_API_KEY=token-of-twenty-letters
            AZURE_API_KEY_1=a
            AZURE_API_KEY_1_BASE=https://one.openai.azure.com
            AZURE_API_KEY_2=b
            AZURE_API_KEY_2_BASE=https://two.openai.azure.com
            """).provider("azure").orElseThrow();

        assertThat(azure.baseUrl()).isEqualTo(URI.create("https://one.openai.azure.com"));
        assertThat(azure.keys()).extracting(key -> key.resource().baseUrl()).doesNotContainNull();
    }

    @Test
    void aKeyThatIsLeftWithoutAnAddressIsNamed() {
        List<SettingsProblem> problems = fatal("""
            PROXY_API_KEY=token-of-twenty-letters
            AZURE_API_KEY_1=a
            AZURE_API_KEY_1_BASE=https://one.openai.azure.com
            AZURE_API_KEY_2=b
            """);

        assertThat(problems)
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.line())
                                .startsWith(
                                        "AZURE_API_KEY_2: has no address; set AZURE_API_KEY_2_BASE, or AZURE_API_BASE for all"));
    }

    @Test
    void saysWhatASettingOfAKeyOrOfAzureDoesNot() {
        StandaloneSettings read =
                read(MINIMUM + "OPENAI_API_KEY_7_BASE=https://x.example/v1\nOPENAI_API_VERSION=2024-10-21\n", Map.of());

        assertThat(read.warnings())
                .extracting(SettingsProblem::line)
                .anyMatch(line -> line.startsWith("OPENAI_API_KEY_7_BASE: does nothing without OPENAI_API_KEY_7"))
                .anyMatch(line -> line.startsWith("OPENAI_API_VERSION: does nothing; only azure's"));
    }

    @Test
    void readsTheSettingsOfTheGateway() {
        StandaloneSettings read = read(MINIMUM + """
                GLOBAL_TIMEOUT=45
                KEYWAY_MAX_BODY=5MB
                KEYWAY_MAX_BODY_IN_FLIGHT=64MB
                KEYWAY_QUEUE_SIZE=7
                KEYWAY_STATE_DIR=/var/lib/keyway
                KEYWAY_DRAIN=0
                KEYWAY_LOG_FORMAT=json
                HTTPS_PROXY=http://proxy:3128
                NO_PROXY=localhost,.corp
                SERVER_PORT=9000
                """, Map.of());
        ProcessSettings process = read.process();

        assertThat(read.warnings()).isEmpty();
        assertThat(read.model().callers().all())
                .singleElement()
                .isEqualTo(soleCaller(Secret.of("token-of-twenty-letters")));
        assertThat(read.model().globalTimeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(process.bounds().maxBody()).isEqualTo(DataSize.ofMegabytes(5));
        assertThat(process.bounds().maxBodiesInFlight()).isEqualTo(DataSize.ofMegabytes(64));
        assertThat(read.model().queueSize()).isEqualTo(7);
        assertThat(process.stateDir()).isEqualTo(Path.of("/var/lib/keyway"));
        assertThat(process.drain()).isEqualTo(Duration.ZERO);
        assertThat(process.logFormat()).isEqualTo(LogFormat.JSON);
        assertThat(process.network().httpsProxy()).isEqualTo(URI.create("http://proxy:3128"));
        assertThat(process.network().noProxy()).containsExactly("localhost", ".corp");
        assertThat(read.spring()).containsEntry("SERVER_PORT", "9000");
    }

    @Test
    void letsTheEnvironmentWin() {
        StandaloneSettings settings = read(
                MINIMUM + "GLOBAL_TIMEOUT=45\n",
                Map.of("OPENAI_API_KEY", "sk-2", "GLOBAL_TIMEOUT", "50", "https_proxy", "http://p:1"));

        assertThat(settings.model().globalTimeout()).isEqualTo(Duration.ofSeconds(50));
        assertThat(settings.model().provider("openai").orElseThrow().keys())
                .extracting(key -> key.secret().reveal())
                .containsExactly("sk-2");
        assertThat(settings.process().network().httpsProxy()).isEqualTo(URI.create("http://p:1"));
    }

    @Test
    void leavesOutEmptyAndRepeatedKeysAndSaysSo() {
        StandaloneSettings read = read("""
                PROXY_API_KEY=token-of-twenty-letters
                OPENAI_API_KEY=
                OPENAI_API_KEY_1=sk-1
                OPENAI_API_KEY_2=sk-1
                """, Map.of());

        assertThat(read.model().provider("openai").orElseThrow().keys()).hasSize(1);
        assertThat(read.warnings())
                .extracting(SettingsProblem::line)
                .containsExactly(
                        "OPENAI_API_KEY: is empty and is left out (.env line 2)",
                        "OPENAI_API_KEY_2: is the same key as OPENAI_API_KEY_1 and is left out (.env line 4)");
    }

    @Test
    void takesOffQuotesThatBecamePartOfAValueAndSaysSo() {
        StandaloneSettings settings = new StandaloneReader(
                        EnvFile.parse(".env", "OPENAI_API_KEY=\"\\\"sk-one\\\"\"\n"),
                        Map.of(
                                "PROXY_API_KEY", "\"a-token-of-twenty-letters\"",
                                "OPENAI_API_KEY_2", "'sk-two'",
                                "OPENAI_MODELS", "\"a\",\"b\"",
                                "OTHERS", "\"kept\""),
                        Set.of("openai"),
                        PRICES)
                .read();

        assertThat(settings.model().callers().all())
                .containsExactly(soleCaller(Secret.of("a-token-of-twenty-letters")));
        ProviderSettings openAi = settings.model().provider("openai").orElseThrow();
        assertThat(openAi.keys()).extracting(key -> key.secret().reveal()).containsExactly("sk-one", "sk-two");
        assertThat(openAi.models()).containsExactly("a", "b");
        assertThat(settings.warnings())
                .extracting(SettingsProblem::line)
                .containsExactlyInAnyOrder(
                        "PROXY_API_KEY: has quotes around its value, which are taken off (environment)",
                        "OPENAI_API_KEY: has quotes around its value, which are taken off (.env line 1)",
                        "OPENAI_API_KEY_2: has quotes around its value, which are taken off (environment)");
    }

    @Test
    void namesAllThatIsMissingAtOnce() {
        assertThat(fatal("GLOBAL_TIMEOUT=soon\n"))
                .extracting(SettingsProblem::setting)
                .containsExactly("PROXY_API_KEY", "<PROVIDER>_API_KEY", "GLOBAL_TIMEOUT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GLOBAL_TIMEOUT=canary",
                "GLOBAL_TIMEOUT=-1",
                "GLOBAL_TIMEOUT=0",
                "FIRST_BYTE_TIMEOUT_OPENAI=canary",
                "FIRST_BYTE_TIMEOUT_MODELS=canary",
                "FIRST_BYTE_TIMEOUT_MODELS=openai/*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-canary=5",
                "IGNORE_MODELS_OPENAI=*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-canary",
                "WHITELIST_MODELS_OPENAI=*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-canary",
                "NO_PROXY=*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-*-canary",
                "MAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI=-1",
                "MAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI=canary",
                "ROTATION_MODE_OPENAI=canary",
                "OPENAI_API_BASE=canary",
                "OPENAI_API_BASE=https://user:canary@host/v1",
                "GROQ_API_BASE=ftp://canary",
                "OPENAI_API_KEY_BASE=canary",
                "OPENAI_DEPLOYMENTS=canary",
                "OPENAI_API_KEY_DEPLOYMENTS=gpt-4o=",
                "OPENAI_API_KEY_2=can ary",
                "OPENAI_API_KEY_2=canaryé",
                "KEYWAY_MAX_BODY=canary",
                "KEYWAY_MAX_BODY=3GB",
                "KEYWAY_MAX_BODY_IN_FLIGHT=1KB",
                "KEYWAY_QUEUE_SIZE=1.5",
                "KEYWAY_BODY_TIMEOUT=canary",
                "KEYWAY_BODY_MIN_RATE=-1",
                "KEYWAY_CORS_ORIGINS=https://canary/path",
                "KEYWAY_CORS_ORIGINS=canary",
                "KEYWAY_LOG_FORMAT=canary",
                "KEYWAY_CA_FILE=/absent/canary",
                "HTTPS_PROXY=socks5://canary:1",
                "SERVER_PORT=canary",
                "SERVER_PORT=65536",
                "MANAGEMENT_SERVER_PORT=-1",
            })
    void refusesAValueThatCannotBeByNameAndWithoutTellingIt(String line) {
        List<SettingsProblem> problems = fatal(MINIMUM + line + "\n");

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo(line.substring(0, line.indexOf('=')));
            assertThat(problem.line()).contains("must").doesNotContain("canary", "\n");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENAI_API_KEYS=x|OPENAI_API_KEY",
                "GEMNI_API_KEY=x|GEMINI_API_KEY",
                "GLOBAL_TIMOUT=3|GLOBAL_TIMEOUT",
                "GLOBAL_TIEMOUT=3|GLOBAL_TIMEOUT",
                "IGNORE_MODEL_OPENAI=x|IGNORE_MODELS_OPENAI",
                "KEYWAY_MAXBODY=1MB|KEYWAY_MAX_BODY",
                "ANTROPIC_API_KEY_3=x|ANTHROPIC_API_KEY_3",
            })
    void namesAMisspeltSettingAndWhatWasMeant(String row) {
        String line = row.substring(0, row.indexOf('|'));
        String meant = row.substring(row.indexOf('|') + 1);
        String name = line.substring(0, line.indexOf('='));

        for (StandaloneSettings read : List.of(
                read(MINIMUM + line, Map.of()), read(MINIMUM, Map.of(name, line.substring(line.indexOf('=') + 1))))) {
            assertThat(read.warnings()).singleElement().satisfies(problem -> {
                assertThat(problem.setting()).isEqualTo(name);
                assertThat(problem.message()).contains("did you mean " + meant + "?");
            });
        }
    }

    @Test
    void namesEveryStrangerInTheFileButNoneInTheEnvironment() {
        assertThat(read(MINIMUM + "FOO=1\nSERPER_API_KEY=x\nNOKEY_API_BASE=http://h/v1\n", Map.of())
                        .warnings())
                .extracting(SettingsProblem::setting)
                .containsExactly("FOO", "SERPER_API_KEY", "NOKEY_API_BASE");

        Map<String, String> everyday = Map.of(
                "PATH",
                "/bin",
                "HOME",
                "/root",
                "LANG",
                "C",
                "SERPER_API_KEY",
                "x",
                "FOO_MODELS",
                "x",
                "JAVA_HOME",
                "/j",
                "SHLVL",
                "1",
                "HTTP_PROXY",
                "http://p:1",
                "GITHUB_API_KEY",
                "x");
        assertThat(read(MINIMUM, everyday).warnings()).isEmpty();
    }

    @Test
    void letsTheEnvironmentWinInWhicheverSpelling() {
        String file = MINIMUM + "HTTPS_PROXY=http://of-the-file:1\nno_proxy=of-the-file\n";

        StandaloneSettings settings =
                read(file, Map.of("https_proxy", "http://of-the-environment:1", "NO_PROXY", "of-the-environment"));

        assertThat(settings.process().network().httpsProxy()).isEqualTo(URI.create("http://of-the-environment:1"));
        assertThat(settings.process().network().noProxy()).containsExactly("of-the-environment");
    }

    @Test
    void saysHowManyCallsAKeyServesAndHowToRaiseIt() {
        assertThat(StartReport.line(settings(MINIMUM).provider("openai").orElseThrow()))
                .isEqualTo("openai: 1 key, learned concurrency per key and model"
                        + " (MAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI sets a limit)");
    }

    @Test
    void readsWhereTracesGoByTheNamesOfOpenTelemetry() {
        ProcessSettings process = read(MINIMUM + """
                OTEL_EXPORTER_OTLP_ENDPOINT=https://collector:4318
                OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                OTEL_EXPORTER_OTLP_HEADERS=Authorization=Basic%20YTpi+c=,x-team=one,
                OTEL_SERVICE_NAME=gateway-eu
                OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=production
                OTEL_TRACES_SAMPLER_ARG=0.25
                """, Map.of()).process();

        assertThat(process.traces())
                .isEqualTo(new TraceSettings(
                        URI.create("https://collector:4318"),
                        Map.of("Authorization", Secret.of("Basic YTpi+c="), "x-team", Secret.of("one")),
                        "gateway-eu",
                        Map.of("deployment.environment.name", "production"),
                        0.25));
        assertThat(process.toString()).doesNotContain("YTpi");
    }

    @Test
    void makesNoTracesUnlessItIsToldWhereTheyGo() {
        assertThat(process(MINIMUM + "OTEL_SERVICE_NAME=gateway\n").traces()).isNull();
        assertThat(process(MINIMUM + "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318\nOTEL_SDK_DISABLED=true\n")
                        .traces())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTEL_EXPORTER_OTLP_ENDPOINT=collector:4318",
                "OTEL_EXPORTER_OTLP_ENDPOINT=http://user:c4n4ry@collector:4318",
                "OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
                "OTEL_EXPORTER_OTLP_HEADERS=c4n4ry",
                "OTEL_EXPORTER_OTLP_HEADERS=name=c4n4ry%0d%0aother: header",
                "OTEL_EXPORTER_OTLP_HEADERS=a name=c4n4ry",
                "OTEL_RESOURCE_ATTRIBUTES=c4n4ry",
                "OTEL_TRACES_SAMPLER_ARG=1.5",
                "OTEL_SDK_DISABLED=yes"
            })
    void refusesATraceSettingThatIsNone(String line) {
        String endpoint =
                line.startsWith("OTEL_EXPORTER_OTLP_ENDPOINT") ? "" : "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318\n";

        assertThat(fatal(MINIMUM + endpoint + line + "\n")).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo(line.substring(0, line.indexOf('=')));
            assertThat(problem.message()).startsWith("must be ").doesNotContain("c4n4ry");
        });
    }

    private static List<SettingsProblem> fatal(String text) {
        InvalidSettingsException refused =
                catchThrowableOfType(InvalidSettingsException.class, () -> read(text, Map.of()));
        return refused.problems().stream().filter(SettingsProblem::isFatal).toList();
    }

    private static RuntimeModel settings(String text) {
        return read(text, Map.of()).model();
    }

    private static ProcessSettings process(String text) {
        return read(text, Map.of()).process();
    }

    private static Caller soleCaller(Secret token) {
        return CallerIndex.of(List.of(Caller.of("default", token)))
                .all()
                .findFirst()
                .orElseThrow();
    }

    private static StandaloneSettings read(String text, Map<String, String> environment) {
        return new StandaloneReader(EnvFile.parse(".env", text), environment, KNOWN, PRICES).read();
    }
}
