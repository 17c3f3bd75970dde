package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an administrator changes is in force at the running gateway; how soon is reported. */
class ChangesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TOKENS = "/api/v1/tenants/Default/teams/Default/tokens";
    private static final String KEYS = "/api/v1/providers/other/keys";

    @TempDir
    static Path folder;

    static Pair pair;

    @BeforeAll
    static void start() {
        pair = Pair.start(folder);
    }

    @AfterAll
    static void end() {
        pair.close();
    }

    @Test
    void aRevokedTokenIsRefusedAndItsStreamIsCut(TestReporter report) {
        pair.provider().when(Match.model("endless")).reply(Reply.chunks(3_000).gap(Duration.ofMillis(100)));
        JsonNode issued = pair.owner().post(TOKENS, "{\"name\": \"revoked\"}");
        String token = issued.get("secret").asString();
        measure(report, "new token", () -> pair.chat(token, false).statusCode() == 200);
        CompletableFuture<HttpResponse<String>> stream =
                CompletableFuture.supplyAsync(() -> pair.chat(token, "fake/endless", true));
        Awaiting.until(
                "the stream upstream",
                PATIENCE,
                () -> !pair.provider().requests(Match.model("endless")).isEmpty());

        pair.owner().delete(TOKENS + "/" + issued.get("id").asString());
        measure(report, "revoked token", () -> pair.chat(token, false).statusCode() == 401);
        measure(report, "stream of a revoked token, after that", stream::isDone);
        assertThat(stream.join().body())
                .startsWith("data: ")
                .contains("revoked_token")
                .doesNotContain("[DONE]");
    }

    @Test
    void aNewAliasCanBeCalled(TestReporter report) {
        String provider = pair.owner().get("/api/v1/providers/fake").get("id").asString();
        JsonNode unused = pair.owner()
                .post(
                        "/api/v1/aliases",
                        "{\"name\": \"quick\", \"targets\": [{\"providerId\": \"%s\", \"model\": \"gpt-4o-mini\"}]}"
                                .formatted(provider));
        measure(
                report,
                "new alias",
                () -> pair.chat(pair.token(), "quick", false).statusCode() == 200);
        assertThat(pair.chat(pair.token(), "quick", false).headers().firstValue("x-keyway-model"))
                .hasValue("gpt-4o-mini");
    }

    @Test
    void aNewKeyAndAnotherAddressOfAProviderAreUsed(TestReporter report) {
        try (FakeProvider first = FakeProvider.start("key-three-3");
                FakeProvider second = FakeProvider.start("key-three-3")) {
            JsonNode unused = pair.owner()
                    .post(
                            "/api/v1/providers",
                            "{\"slug\": \"other\", \"name\": \"Other\", \"baseUrl\": \"%s\"}".formatted(first.v1()));
            String key = pair.owner()
                    .post(KEYS, "{\"name\": \"third\", \"secret\": \"key-three-3\"}")
                    .get("id")
                    .asString();
            measure(report, "new key", () -> other() == 200 && first.requestCount() > 0);

            unused = pair.owner().patch("/api/v1/providers/other", "{\"baseUrl\": \"%s\"}".formatted(second.v1()));
            measure(report, "another address, for which no key was entered", () -> other() == 503);
            assertThat(second.requestCount()).isZero();
            unused = pair.owner().put(KEYS + "/" + key + "/secret", "{\"secret\": \"key-three-3\"}");
            measure(report, "key entered for another address", () -> other() == 200);
            assertThat(second.requests()).isNotEmpty();
        }
    }

    private static int other() {
        return pair.chat(pair.token(), "other/gpt-4o-mini", false).statusCode();
    }

    private static void measure(TestReporter report, String what, BooleanSupplier inForce) {
        long began = System.nanoTime();
        Awaiting.until(what, PATIENCE, inForce);
        report.publishEntry(what, Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
    }
}
