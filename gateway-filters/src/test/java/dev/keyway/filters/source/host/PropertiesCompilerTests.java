package dev.keyway.filters.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.settings.TraceSettings;
import dev.keyway.filters.settings.UsageShipping;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PropertiesCompilerTests {

    private static final String KEY = "keyway.providers.openai.keys[0].value";

    @Test
    void compilesAHostsProperties() {
        HostSettings settings = compile(Map.of());

        assertThat(settings.model().provider("openai").orElseThrow().keys()).hasSize(1);
        assertThat(settings.model().callers().isEmpty()).isTrue();
        assertThat(settings.process().stateDir()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary\n", "can ary", "canary\u00e9"})
    void refusesKeysAndTokensThatNoHeaderCanCarry(String value) {
        for (String property : new String[] {KEY, "keyway.callers.team"}) {
            InvalidSettingsException refused =
                    catchThrowableOfType(InvalidSettingsException.class, () -> compile(Map.of(property, value)));

            assertThat(refused.problems()).anySatisfy(problem -> {
                assertThat(problem.setting()).isEqualTo(property);
                assertThat(problem.message()).contains("header").doesNotContain("canary");
            });
        }
    }

    @Test
    void namesEachKeyByItsPlaceInTheProperties() {
        String keys = "keyway.providers.groq.keys[";
        Map<String, String> properties = new HashMap<>();
        properties.put(keys + "0].tier", "1");
        properties.put(keys + "1].value", "good");
        properties.put(keys + "1].weight", "0");
        properties.put(keys + "2].value", "can ary");
        InvalidSettingsException refused =
                catchThrowableOfType(InvalidSettingsException.class, () -> compile(properties));

        assertThat(refused.problems())
                .extracting(SettingsProblem::setting)
                .containsExactlyInAnyOrder(keys + "0].value", keys + "1].weight", keys + "2].value");
    }

    @Test
    void sendsTracesWhereTheHostSaysAndNowhereElse() {
        assertThat(compile(Map.of()).process().traces()).isNull();
        assertThat(compile(Map.of("keyway.traces.endpoint", "http://collector:4318"))
                        .process()
                        .traces())
                .isEqualTo(new TraceSettings(
                        URI.create("http://collector:4318"), Map.of(), "keyway-gateway", Map.of(), 1));
    }

    @Test
    void refusesTracesThatCannotBe() {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> compile(Map.of("keyway.traces.endpoint", "collector:4318", "keyway.traces.sampling-ratio", "2")));

        assertThat(refused.problems())
                .extracting(SettingsProblem::setting)
                .containsExactly("keyway.traces.endpoint", "keyway.traces.sampling-ratio");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keyway.providers.openai.ignore-models",
                "keyway.providers.openai.whitelist-models",
                "keyway.network.no-proxy"
            })
    void refusesPatternsWithTooManyStars(String property) {
        InvalidSettingsException refused =
                catchThrowableOfType(InvalidSettingsException.class, () -> compile(Map.of(property, "*-".repeat(17))));

        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo(property);
            assertThat(problem.message()).endsWith("must have at most 16 '*'");
        });
    }

    @Test
    void refusesAnAddressThatIsNone() {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class, () -> compile(Map.of("keyway.providers.openai.base-url", "/")));

        assertThat(refused.problems())
                .extracting(SettingsProblem::setting)
                .containsExactly("keyway.providers.openai.base-url");
    }

    @Test
    void bindsPatternsOfTheModelsOfAKey() {
        ProviderKey key = compile(Map.of("keyway.providers.openai.keys[0].models", "gpt-*-mini"))
                .model()
                .provider("openai")
                .orElseThrow()
                .keys()
                .getFirst();

        assertThat(key.serves("gpt-5-mini")).isTrue();
        assertThat(key.serves("gpt-5")).isFalse();
    }

    @Test
    void bindsWhatAManagedApplicationShips() {
        Map<String, String> shipping = Map.of("keyway.admin.usage-keep", "3h", "keyway.admin.shutdown-ship", "7s");

        assertThat(Optional.ofNullable(compileManaged(shipping).managed()).map(ManagedSettings::shipping))
                .hasValue(new UsageShipping(Duration.ofHours(3), Duration.ofSeconds(7)));
        assertThat(Optional.ofNullable(compileManaged(Map.of()).managed()).map(ManagedSettings::shipping))
                .hasValue(UsageShipping.DEFAULT);
    }

    @Test
    void namesEachPropertyOfAManagedApplicationThatIsWrong() {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> compileManaged(Map.of(
                        "keyway.admin.snapshot-max-age", "0s",
                        "keyway.admin.usage-keep", "0s",
                        "keyway.admin.shutdown-ship", "-1s",
                        "keyway.admin.allow-private-upstreams", "10.0.0.0/99",
                        "keyway.callers.team", "kwy_one")));

        assertThat(refused.problems())
                .extracting(SettingsProblem::setting)
                .containsExactlyInAnyOrder(
                        "keyway.admin.snapshot-max-age",
                        "keyway.admin.usage-keep",
                        "keyway.admin.shutdown-ship",
                        "keyway.admin.allow-private-upstreams",
                        "keyway.callers");
    }

    private static HostSettings compileManaged(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "keyway.admin.url", "http://127.0.0.1:1",
                "keyway.admin.credential", "kwg_one",
                "keyway.state-dir", "state"));
        all.putAll(properties);
        return compileAll(all);
    }

    private static HostSettings compile(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of(KEY, "sk-one"));
        all.putAll(properties);
        return compileAll(all);
    }

    private static HostSettings compileAll(Map<String, String> all) {
        KeywayProperties bound = new Binder(new MapConfigurationPropertySource(all))
                .bind("keyway", KeywayProperties.class)
                .get();
        return new PropertiesCompiler(bound, PriceCatalogue.load()).compile();
    }
}
