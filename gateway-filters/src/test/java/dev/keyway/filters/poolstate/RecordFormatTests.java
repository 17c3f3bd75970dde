package dev.keyway.filters.poolstate;

import static dev.keyway.filters.poolstate.TestUsage.CLOCK;
import static dev.keyway.filters.poolstate.TestUsage.KEY;
import static dev.keyway.filters.poolstate.TestUsage.MODEL;
import static dev.keyway.filters.poolstate.TestUsage.NOON;
import static dev.keyway.filters.poolstate.TestUsage.model;
import static dev.keyway.filters.poolstate.TestUsage.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.spool.Preallocator;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which records of other releases are read, and which are refused. */
class RecordFormatTests {

    private static final int SEGMENT = 4096;

    /** The mark at its beginning, in hexadecimal digits. */
    private static final int EMPTY_SEGMENT = 16;

    private static final String FIRST = "key_usage.log.0000000001";

    @TempDir
    private Path directory;

    /** The log holds three attempts that ended, one that did not, and cooldowns. */
    @Test
    void readsTheLogOfTheReleaseWithoutVersions() throws Exception {
        Files.write(directory.resolve("key_usage.json"), resource("state-of-format-0.json"));
        Files.write(
                directory.resolve(FIRST),
                Arrays.copyOf(
                        HexFormat.of()
                                .parseHex(new String(resource("log-of-format-0.hex"), StandardCharsets.US_ASCII)
                                        .replaceAll("\\s", "")),
                        SEGMENT));

        try (PoolStateStore store = PoolStateStore.open(directory, model(), CLOCK, options())) {
            PoolState.Key key =
                    Objects.requireNonNull(store.state("openai").keys().get(KEY.id()));
            assertThat(key.calls()).containsExactly(Map.entry("gpt-5", 4L));
            assertThat(key.cooldowns()).containsOnlyKeys("gpt-5", "day");
            assertThat(key.cooldowns().get("gpt-5"))
                    .isEqualTo(new PoolState.Cooldown(NOON.plusSeconds(7200), FailureClass.SERVER, ""));
            assertThat(key.cooldowns().get("day"))
                    .isEqualTo(new PoolState.Cooldown(NOON.plusSeconds(9000), FailureClass.RATE_DAY, "daily limit"));
            TestUsage.open(store.usageLog(), MODEL).onEnded(served(500));
        }

        JsonNode model = json().at("/" + KEY.id() + "/totals/models/gpt-5");
        assertThat(model.get("success_count").longValue()).isEqualTo(3);
        assertThat(model.get("prompt_tokens").longValue()).isEqualTo(207);
        assertThat(model.get("cost_nanos").longValue()).isEqualTo(2_000);
        assertThat(model.get("unpriced_count").longValue()).isEqualTo(1);
        assertThat(model.get("interrupted_count").longValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "8201, record format version 2",
        "ff01, record format version 127",
        "8109, record kind 9 of format version 1",
        "09, record kind 9 of format version 0"
    })
    void refusesWhatALaterReleaseWroteAndLeavesItAsItIs(String bytes, String named) throws Exception {
        try (PoolStateStore store = PoolStateStore.open(directory, model(), CLOCK, options())) {
            TestUsage.open(store.usageLog(), MODEL).onEnded(served(1));
        }
        try (SegmentLog later = SegmentLog.open(options(), 2)) {
            later.append(HexFormat.of().parseHex(bytes));
        }
        Map<String, String> before = records();

        assertThatThrownBy(() -> PoolStateStore.open(directory, model(), CLOCK, options()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("KEYWAY_STATE_DIR: " + directory.resolve("key_usage.log.0000000003"))
                .hasMessageContaining(named)
                .hasMessageContaining("Start the newer release");

        assertThat(before).containsKeys("key_usage.json", FIRST, "key_usage.log.0000000003");
        assertThat(records()).isEqualTo(before);
        assertThatThrownBy(() -> PoolStateStore.open(directory, model(), CLOCK, options()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(named);
    }

    @Test
    void refusesAStateFileOfALaterReleaseAndLeavesItAsItIs() throws Exception {
        try (PoolStateStore store = PoolStateStore.open(directory, model(), CLOCK, options())) {
            TestUsage.open(store.usageLog(), MODEL).onEnded(served(1));
        }
        Path file = directory.resolve("key_usage.json");
        Files.writeString(file, "{\"_journal\":{\"format\":3,\"other\":[]},\"k\":7}");
        Map<String, String> before = records();

        assertThatThrownBy(() -> PoolStateStore.open(directory, model(), CLOCK, options()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("KEYWAY_STATE_DIR: " + file + " holds a state of format version 3")
                .hasMessageContaining("Start the newer release");

        assertThat(records()).isEqualTo(before);
        assertThat(records().keySet()).noneMatch(name -> name.contains("corrupt"));
    }

    /** What is in the files, but for segments that hold no record. */
    private Map<String, String> records() throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                String content =
                        HexFormat.of().formatHex(Files.readAllBytes(file)).replaceFirst("0*$", "");
                if (content.length() > EMPTY_SEGMENT) {
                    files.put(file.getFileName().toString(), content);
                }
            }
        }
        return files;
    }

    private SegmentLogOptions options() {
        return new SegmentLogOptions(directory, "key_usage.log", SEGMENT, 64, Preallocator.ZEROS);
    }

    private JsonNode json() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readAllBytes(directory.resolve("key_usage.json")));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(RecordFormatTests.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
