package dev.keyway.filters.source.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.env.EnvFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsDiffTests {

    private static final String BASE = """
        PROXY_API_KEY=token-c4n4ry-of-twenty-letters
        OPENAI_API_KEY_1=sk-c4n4ry-one
        OPENAI_API_KEY_2=sk-c4n4ry-two
        """;

    @Test
    void countsKeysThatCameAndWent() {
        assertThat(live(BASE, BASE.replace("sk-c4n4ry-two", "sk-c4n4ry-three") + "OPENAI_API_KEY_3=sk-c4n4ry-four\n"))
                .containsExactly("openai +2 keys, −1 key");
    }

    @Test
    void namesProvidersThatCameAndWent() {
        assertThat(live(
                        BASE + "GEMINI_API_KEY=sk-c4n4ry-g\n",
                        BASE + "MISTRAL_API_BASE=http://m/v1\nMISTRAL_API_KEY=sk-c4n4ry-m\n"))
                .containsExactlyInAnyOrder("gemini removed", "mistral added with 1 key");
    }

    @Test
    void namesWhatChangedOfAProvider() {
        assertThat(live(BASE, BASE + """
                                OPENAI_API_KEY_1_ACCOUNT=first
                                OPENAI_API_BASE=http://elsewhere/v1
                                OPENAI_MODELS=a
                                IGNORE_MODELS_OPENAI=b*
                                MAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI=4
                                ROTATION_MODE_OPENAI=sequential
                                FIRST_BYTE_TIMEOUT_OPENAI=9
                                """))
                .containsExactly(
                        "openai accounts or resources, address, models, allowed and ignored models, concurrency per key"
                                + " learned → 4, rotation sequential, timeouts");
    }

    @Test
    void namesGeneralSettingsWithoutTheirValues() {
        assertThat(live(BASE, BASE.replace("token-c4n4ry", "other-c4n4ry") + "GLOBAL_TIMEOUT=9\nKEYWAY_QUEUE_SIZE=5\n"))
                .containsExactly("PROXY_API_KEY", "GLOBAL_TIMEOUT", "KEYWAY_QUEUE_SIZE");
    }

    @Test
    void namesApartWhatOnlyAStartCanSet() {
        String more = """
            SERVER_PORT=9000
            KEYWAY_STATE_DIR=elsewhere
            KEYWAY_DRAIN=5
            KEYWAY_LOG_FORMAT=json
            HTTPS_PROXY=http://user:c4n4ry@proxy:3128
            NO_PROXY=localhost
            KEYWAY_MAX_BODY=1MB
            OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318
            LOGGING_LEVEL_ROOT=info
            """;
        assertThat(live(BASE, BASE + more)).isEmpty();
        assertThat(SettingsDiff.atStartOnly(read(BASE), read(BASE + more)))
                .containsExactly(
                        "KEYWAY_MAX_BODY",
                        "KEYWAY_STATE_DIR",
                        "KEYWAY_LOG_FORMAT",
                        "KEYWAY_DRAIN",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "HTTPS_PROXY",
                        "NO_PROXY",
                        "LOGGING_LEVEL_ROOT",
                        "SERVER_PORT");
    }

    @Test
    void namesNothingWhereNothingChanged() {
        assertThat(live(BASE, "# a comment\n" + BASE)).isEmpty();
        assertThat(SettingsDiff.atStartOnly(read(BASE), read("# a comment\n" + BASE)))
                .isEmpty();
    }

    private static List<String> live(String before, String after) {
        List<String> changes =
                SettingsDiff.live(read(before).model(), read(after).model());
        assertThat(changes.toString()).doesNotContain("c4n4ry");
        return changes;
    }

    private static StandaloneSettings read(String env) {
        return new StandaloneReader(
                        EnvFile.parse(".env", env), Map.of(), Set.of("openai", "gemini"), PriceCatalogue.load())
                .read();
    }
}
