package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code InjectProviderKey} on an application's own route, with Spring Cloud Gateway making the call. */
class InjectProviderKeyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ROUTE = "spring.cloud.gateway.server.webflux.routes[0].";

    private static final String LIMITED = "spring.cloud.gateway.server.webflux.routes[2].";
    private static final String AWAY = "spring.cloud.gateway.server.webflux.routes[1].";

    /** The discard port, on which nobody listens. */
    private static final String UNREACHABLE = "http://127.0.0.1:9";

    private static FakeProvider provider;
    private static TestGateway application;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-one", "sk-other");
        application = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-one")
                .provider("other", provider.v1(), "sk-other")
                .set("keyway.endpoints", false)
                .set(ROUTE + "id", "assistant")
                .set(ROUTE + "uri", provider.origin())
                .set(ROUTE + "predicates[0]", "Path=/assistant")
                .set(ROUTE + "filters[0]", "SetPath=/v1/chat/completions")
                .set(ROUTE + "filters[1]", "InjectProviderKey=openai")
                .set(LIMITED + "id", "limited")
                .set(LIMITED + "uri", provider.origin())
                .set(LIMITED + "predicates[0]", "Path=/limited")
                .set(LIMITED + "filters[0]", "SetPath=/v1/chat/completions")
                .set(LIMITED + "filters[1]", "InjectProviderKey=other,limited")
                .set(AWAY + "id", "away")
                .set(AWAY + "uri", UNREACHABLE)
                .set(AWAY + "predicates[0]", "Path=/away")
                .set(AWAY + "filters[0]", "InjectProviderKey=other,away")
                .start();
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        application.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void setsTheProvidersKeyInPlaceOfTheClientsOwn() {
        HttpResponse<String> answer =
                application.post("/assistant", TestGateway.chatBody("gpt-4o", "i1", false), "x-api-key", "client");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("echo:i1");
        ReceivedRequest received = provider.lastRequest();
        assertThat(received.headers("authorization")).containsExactly("Bearer sk-one");
        assertThat(received.headers("x-api-key")).isEmpty();
        assertThat(received.path()).isEqualTo("/v1/chat/completions");
        awaitFree();
    }

    @Test
    void holdsTheKeyUntilTheLastByteOfTheAnswer() throws Exception {
        provider.when(Match.streaming()).reply(Reply.chunks(20).gap(Duration.ofMillis(50)));

        try (InputStream answer = stream("i2")) {
            assertThat(answer.read()).isPositive();
            assertThat(counts().inFlight()).isOne();
            assertThat(provider.lastRequest().outcome()).isEqualTo(ReceivedRequest.Outcome.OPEN);

            assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("data: [DONE]\n\n");
        }
        awaitFree();
        assertThat(counts().ready()).isOne();
    }

    @Test
    void freesTheKeyWhenTheClientLeaves() throws Exception {
        provider.when(Match.streaming()).reply(Reply.chunks(20).silentAfter(5));

        try (InputStream answer = stream("i3")) {
            assertThat(answer.read()).isPositive();
            assertThat(counts().inFlight()).isOne();
        }

        awaitFree();
        provider.awaitAbandoned(provider.lastRequest(), PATIENCE);
        assertThat(counts().cooling()).as("no key pays for a client that left").isZero();
    }

    @Test
    void tellsThatTheProviderIsAwayAndNotThatTheGatewayFailed() {
        HttpResponse<String> answer = application.post("/away", TestGateway.chatBody("gpt-4o", "i4", false));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("provider_error").doesNotContain("127.0.0.1");
    }

    @Test
    void restsAKeyForAsLongAsTheProviderSaid() {
        provider.when(Match.anyRequest())
                .reply(Errors.openAi().rateLimited().header("retry-after", "45").header("retry-after-ms", "45000"));
        assertThat(application
                        .post("/limited", TestGateway.chatBody("gpt-4o", "i5", false))
                        .statusCode())
                .isEqualTo(429);

        HttpResponse<String> refused = application.post("/limited", TestGateway.chatBody("gpt-4o", "i5", false));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(refused.body()).contains("keys_cooling");
        assertThat(Integer.parseInt(refused.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1, 45);
    }

    private static InputStream stream(String marker) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(
                application
                        .request("/assistant")
                        .POST(HttpRequest.BodyPublishers.ofString(TestGateway.chatBody("gpt-4o", marker, true)))
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static void awaitFree() {
        Awaiting.until("the key to be free", PATIENCE, () -> counts().inFlight() == 0);
    }

    private static PoolCounts counts() {
        return application
                .context()
                .getBean(Providers.class)
                .find("openai")
                .orElseThrow()
                .pool()
                .counts();
    }
}
