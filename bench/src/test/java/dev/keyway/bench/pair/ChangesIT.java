package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an administrator changes is in force at the running gateway within two seconds. */
class ChangesIT {

    /** From the admin service's answer to the change. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final String TOKENS = "/api/v1/tenants/Default/teams/Default/tokens";

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
    void aNewTokenIsAcceptedAndARevokedOneIsRefusedAndItsStreamIsCut(TestReporter report) {
        pair.provider().when(Match.model("endless")).reply(Reply.chunks(3_000).gap(Duration.ofMillis(100)));
        Promptness promptness = new Promptness(report, LIMIT);
        promptness.require(trial -> {
            JsonNode issued = pair.owner().post(TOKENS, "{\"name\": \"revoked %d\"}".formatted(trial));
            String token = issued.get("secret").asString();
            promptness.measure("new token", () -> pair.chat(token, false).statusCode() == 200);
            HttpResponse<InputStream> stream = pair.stream(token, "fake/endless");
            CompletableFuture<String> rest = CompletableFuture.supplyAsync(() -> text(stream));
            pair.owner().delete(TOKENS + "/" + issued.get("id").asString());
            long deleted = System.nanoTime();
            promptness.measure(
                    "revoked token", deleted, () -> pair.chat(token, false).statusCode() == 401);
            promptness.measure("stream of a revoked token", deleted, rest::isDone);
            assertThat(rest.join())
                    .startsWith("data: ")
                    .contains("revoked_token")
                    .doesNotContain("[DONE]");
        });
    }

    @Test
    void aNewAliasCanBeCalled(TestReporter report) {
        String provider = pair.owner().get("/api/v1/providers/fake").get("id").asString();
        Promptness promptness = new Promptness(report, LIMIT);
        promptness.require(trial -> {
            String alias = "quick-" + trial;
            JsonNode unused = pair.owner()
                    .post(
                            "/api/v1/aliases",
                            "{\"name\": \"%s\", \"targets\": [{\"providerId\": \"%s\", \"model\": \"gpt-4o-mini\"}]}"
                                    .formatted(alias, provider));
            promptness.measure(
                    "new alias", () -> pair.chat(pair.token(), alias, false).statusCode() == 200);
            assertThat(pair.chat(pair.token(), alias, false).headers().firstValue("x-keyway-model"))
                    .hasValue("gpt-4o-mini");
        });
    }

    @Test
    void aNewKeyAndAnotherAddressOfAProviderAreUsed(TestReporter report) {
        Promptness promptness = new Promptness(report, LIMIT);
        promptness.require(trial -> {
            try (FakeProvider first = FakeProvider.start("key-three-3");
                    FakeProvider second = FakeProvider.start("key-three-3")) {
                String slug = "other-" + trial;
                String provider = "/api/v1/providers/" + slug;
                JsonNode unused = pair.owner()
                        .post(
                                "/api/v1/providers",
                                "{\"slug\": \"%s\", \"name\": \"Other\", \"baseUrl\": \"%s\"}"
                                        .formatted(slug, first.v1()));
                String key = pair.owner()
                        .post(provider + "/keys", "{\"name\": \"third\", \"secret\": \"key-three-3\"}")
                        .get("id")
                        .asString();
                promptness.measure("new key", () -> status(slug) == 200 && first.requestCount() > 0);

                unused = pair.owner().patch(provider, "{\"baseUrl\": \"%s\"}".formatted(second.v1()));
                promptness.measure("another address, for which no key was entered", () -> status(slug) == 503);
                assertThat(second.requestCount()).isZero();
                unused = pair.owner().put(provider + "/keys/" + key + "/secret", "{\"secret\": \"key-three-3\"}");
                promptness.measure("key entered for another address", () -> status(slug) == 200);
                assertThat(second.requests()).isNotEmpty();
            }
        });
    }

    private static String text(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(String provider) {
        return pair.chat(pair.token(), provider + "/gpt-4o-mini", false).statusCode();
    }
}
