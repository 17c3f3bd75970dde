package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The start of a gateway process with an odd {@code .env} file and a state file that cannot be read. */
class ProcessStartIT {

    private static final String UNREADABLE = "{ this is no state";

    @TempDir
    private static Path directory;

    private static ProcessBed bed;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        bed = new ProcessBed(directory);
        bed.write(".keyway/key_usage.json", UNREADABLE);
        gateway = bed.startGateway().awaitReady();
    }

    @AfterAll
    static void stop() throws IOException {
        bed.close();
    }

    @Test
    void readsAnOddEnvFileAndNamesWhatIsOddAboutIt() {
        assertThat(bed.call(gateway, "gpt-4o", false).statusCode()).isEqualTo(200);

        String output = gateway.output();
        assertThat(output.lines().filter(line -> line.contains("GLOBAL_TIMOUT")))
                .hasSize(1)
                .first()
                .asString()
                .contains("GLOBAL_TIMEOUT");
        assertThat(output).contains("PROXY_API_KEY").contains("OPENAI_API_KEY_3");
        assertThat(output).contains("openai: 3 keys");
    }

    @Test
    void writesEveryLineOfItsLogAsJson() {
        assertThat(bed.call(gateway, "gpt-4o", false).statusCode()).isEqualTo(200);
        Awaiting.until("a line of the access log", () -> gateway.output().contains("\"logger\":\"keyway.access\""));

        assertThat(gateway.output().lines().filter(line -> !line.isBlank() && !line.startsWith("WARNING: ")))
                .allSatisfy(line -> {
                    JsonNode json = JsonMapper.shared().readTree(line);
                    assertThat(json.propertyNames()).startsWith("time", "level", "logger", "message");
                });
    }

    @Test
    void setsAStateFileAsideThatItCannotRead() throws IOException {
        assertThat(gateway.output()).contains("key_usage.json.corrupt-");
        try (Stream<Path> files = Files.list(bed.stateDirectory())) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("key_usage.json.corrupt-")))
                    .hasSize(1)
                    .first()
                    .extracting(ProcessBed::read)
                    .isEqualTo(UNREADABLE);
        }
    }

    @Test
    void refusesASecondGatewayInItsStateDirectory() {
        GatewayProcess second = bed.startGateway();

        assertThat(second.awaitExit()).isPositive();
        assertThat(second.output().lines().filter(line -> line.startsWith("error: ")))
                .hasSize(1)
                .first()
                .asString()
                .contains("KEYWAY_STATE_DIR", "another gateway");
        assertThat(bed.call(gateway, "gpt-4o", false).statusCode()).isEqualTo(200);
    }
}
