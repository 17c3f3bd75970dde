package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway process whose provider repeats keys in all its errors. When the tests are over, {@link ProcessBed#close}
 * searches everything that left the process for secrets.
 */
class ProcessSecretsIT {

    @TempDir
    private static Path directory;

    private static ProcessBed bed;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        bed = new ProcessBed(directory);
        gateway = bed.startGateway().awaitReady();
    }

    @AfterAll
    static void stop() throws IOException {
        bed.close();
    }

    @Test
    void passesNoKeyOnThatTheProviderRepeatsInAnError() {
        bed.provider()
                .when(Match.model("bad"))
                .reply(Errors.openAi()
                        .of(
                                400,
                                "Bad: Authorization: Bearer " + ProcessBed.ONE + " and " + ProcessBed.TWO,
                                "invalid_request_error",
                                null,
                                null));
        bed.provider()
                .when(Match.model("html"))
                .reply(Reply.html(400).body("<html>" + ProcessBed.ONE + ProcessBed.TWO + "</html>"));

        assertThat(bed.call(gateway, "bad", false).statusCode()).isEqualTo(400);
        assertThat(bed.call(gateway, "html", false).statusCode()).isBetween(400, 599);
    }

    @Test
    void passesNoKeyOnThatTheProviderRepeatsInAStream() {
        bed.provider().when(Match.model("broken")).reply(Reply.chunks(5).cutAfter(2));
        bed.provider()
                .when(Match.model("event"))
                .reply(Reply.chunks(5)
                        .errorAfter(
                                2,
                                Errors.openAi()
                                        .of(
                                                500,
                                                "key " + ProcessBed.ONE + ProcessBed.TWO,
                                                "server_error",
                                                null,
                                                null)));

        assertThat(bed.call(gateway, "broken", true).body()).contains("provider_error");
        assertThat(bed.call(gateway, "event", true).body()).contains("provider_error");
    }

    @Test
    void usesARevokedKeyOnceAndLogsItWithoutItsSecret() {
        bed.provider()
                .when(Match.model("echo").and(Match.key(ProcessBed.ONE)))
                .once()
                .reply(Errors.openAi()
                        .of(
                                401,
                                "Incorrect API key provided: " + ProcessBed.ONE + ".",
                                "invalid_request_error",
                                null,
                                "invalid_api_key"));

        for (int i = 0; i < 4; i++) {
            assertThat(bed.call(gateway, "echo", false).statusCode()).isEqualTo(200);
        }

        assertThat(bed.provider().requests(Match.model("echo").and(Match.key(ProcessBed.ONE))))
                .hasSize(1);
    }

    @Test
    void showsNoSecretAtItsOtherEndpoints() {
        assertThat(bed.call(gateway, "wrong-c4n4ry-guess", "openai/gpt-4o", false)
                        .statusCode())
                .isEqualTo(401);
        assertThat(bed.call(gateway, "far/model", false).statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(bed.get(gateway, "/v1/models").statusCode()).isEqualTo(200);
        assertThat(bed.get(gateway, "/v1/providers").statusCode()).isEqualTo(200);
        assertThat(bed.get(gateway, "/v1/unknown?key=" + ProcessBed.TOKEN).statusCode())
                .isEqualTo(404);
        assertThat(bed.management(gateway, "/actuator/prometheus").statusCode()).isEqualTo(200);
        assertThat(bed.management(gateway, "/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void writesOneLineOfJsonForEachRequestThatNobodyCanForge() {
        bed.call(gateway, ProcessBed.TOKEN, "openai/gpt-4o\\n{\\\"id\\\":\\\"forged\\\"}", false);

        Awaiting.until("the line", () -> gateway.output().contains("forged"));
        List<JsonNode> lines = gateway.output()
                .lines()
                .filter(line -> line.startsWith("{\"time\""))
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.has("outcome"))
                .toList();
        assertThat(lines)
                .extracting(line -> line.path("requestId").asString())
                .doesNotContain("forged")
                .doesNotHaveDuplicates();
        assertThat(lines).extracting(line -> line.path("model").asString()).contains("gpt-4o\n{\"id\":\"forged\"}");
    }
}
