package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a gateway process ends, by {@code kill -9} and by SIGTERM, and what the next one knows. */
class ProcessEndIT {

    @TempDir
    private Path directory;

    private ProcessBed bed;
    private GatewayProcess gateway;

    @BeforeEach
    void start() {
        bed = new ProcessBed(directory);
        gateway = bed.startGateway().awaitReady();
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
    }

    @Test
    void losesNeitherCountsNorCooldownsToAKillInMidStream() throws IOException {
        assertThat(bed.call(gateway, "gpt-4o", false).statusCode()).isEqualTo(200);
        bed.provider()
                .when(Match.model("cooled"))
                .once()
                .reply(Errors.openAi().rateLimited().retryAfter(Duration.ofMinutes(10)));
        assertThat(bed.call(gateway, "cooled", false).statusCode()).isEqualTo(200);
        String cooled =
                bed.provider().requests(Match.model("cooled")).getFirst().key();
        bed.provider().when(Match.model("cut")).reply(Reply.chunks(9).silentAfter(2));
        try (RawClient client = RawClient.connect(gateway.origin())) {
            client.post("/v1/chat/completions", ProcessBed.TOKEN, TestGateway.chatBody("openai/cut", "x", true));
            client.readUntil("echo:x");

            gateway.kill();
        }
        bed.provider().reset();

        GatewayProcess next = bed.startGateway().awaitReady();

        assertThat(bed.count("gpt-4o", "success_count")).isEqualTo(1);
        assertThat(bed.count("cut", "interrupted_count")).isEqualTo(1);
        assertThat(bed.count("cut", "estimated_count")).isEqualTo(1);
        assertThat(bed.count("cut", "success_count")).isZero();
        long until = bed.state(cooled).path("model_cooldowns").path("cooled").asLong(0);
        assertThat(Instant.ofEpochSecond(until))
                .isBetween(Instant.now().plusSeconds(400), Instant.now().plusSeconds(601));
        for (int i = 0; i < 3; i++) {
            assertThat(bed.call(next, "cooled", false).statusCode()).isEqualTo(200);
        }
        assertThat(bed.provider().requests(Match.model("cooled")))
                .extracting(request -> request.key())
                .hasSize(3)
                .doesNotContain(cooled);
    }

    @Test
    void letsAStreamFinishBeforeItStopsAndAcceptsNothingNew() throws IOException {
        bed.provider().when(Match.model("long")).reply(Reply.chunks(40).gap(Duration.ofMillis(100)));
        try (RawClient client = RawClient.connect(gateway.origin())) {
            client.post("/v1/chat/completions", ProcessBed.TOKEN, TestGateway.chatBody("openai/long", "x", true));
            client.readUntil("echo:x");

            gateway.terminate();

            Awaiting.until("the port being closed", () -> isClosed(gateway));
            String rest = client.readUntil("data: [DONE]");
            assertThat(rest).endsWith("data: [DONE]");
        }
        assertThat(gateway.awaitExit()).isEqualTo(143);
        assertThat(bed.count("long", "success_count")).isEqualTo(1);
    }

    private static boolean isClosed(GatewayProcess gateway) {
        try {
            RawClient.connect(gateway.origin()).close();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }
}
