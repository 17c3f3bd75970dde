package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyOrderIT {

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static Traffic traffic;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1", "sk-2", "sk-3", "sk-only", "sk-learns");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-1", "sk-2", "sk-3")
                .provider("single", provider.v1(), "sk-only")
                .set("keyway.providers.single.max-concurrent-requests-per-key", 1)
                .provider("learning", provider.v1(), "sk-learns")
                .set("logging.level.dev.keyway", "error")
                .set("logging.level.keyway.access", "off")
                .start();
        traffic = new Traffic(gateway);
    }

    @AfterAll
    static void stop() {
        traffic.close();
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void theNextCallForABusyModelStartsOnItsReleaseAndInTheOrderOfArrival() throws IOException {
        provider.when(Match.bodyContaining("echo:first\""))
                .once()
                .reply(Reply.chunks(9).silentAfter(1));
        RawClient first = RawClient.connect(gateway.origin())
                .post("/v1/chat/completions", TestGateway.TOKEN, TestGateway.chatBody("single/a", "first", true));
        first.readUntil("echo:first");
        List<CompletableFuture<HttpResponse<String>>> behind = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            behind.add(traffic.chat("single/a", "behind-" + i, i % 2 == 0));
            int queued = i + 1;
            Awaiting.until("a place in the queue", () -> pool("single").counts().queued() == queued);
        }

        HttpResponse<String> other = gateway.chat("single/b", "other");

        assertThat(other.statusCode()).as("another model is not held back").isEqualTo(200);
        assertThat(provider.requests(Match.model("a"))).hasSize(1);

        first.close();

        for (int i = 0; i < 8; i++) {
            assertThat(behind.get(i).join().body()).contains("echo:behind-" + i);
        }
        assertThat(provider.requests(Match.model("a")).stream()
                        .skip(1)
                        .map(call -> call.text().replaceAll(".*echo:behind-(\\d).*", "$1")))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        // The first is left out: its client hung up, and the provider may learn of that after the next call has come.
        List<ReceivedRequest> served =
                provider.requests(Match.model("a")).stream().skip(1).toList();
        for (int i = 1; i < served.size(); i++) {
            assertThat(served.get(i).arrivedAt())
                    .isAfterOrEqualTo(served.get(i - 1).endedAt());
        }
    }

    @Test
    void aKeyWhoseConcurrencyIsNotSetServesManyStreamsAtOnce() throws IOException {
        provider.when(Match.streaming()).times(12).reply(Reply.chunks(9).silentAfter(1));
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            clients.add(RawClient.connect(gateway.origin())
                    .post(
                            "/v1/chat/completions",
                            TestGateway.TOKEN,
                            TestGateway.chatBody("learning/m", "s" + i, true)));
        }
        for (int i = 0; i < 12; i++) {
            clients.get(i).readUntil("echo:s" + i);
        }

        assertThat(provider.mostAtOnce("sk-learns", "m")).isEqualTo(12);
        for (RawClient client : clients) {
            client.close();
        }
        traffic.awaitNothingInFlight();
    }

    @Test
    void aKeyThatRefusesWithoutNamingALimitIsGivenHalfOfWhatItHad() throws IOException {
        provider.when(Match.streaming()).times(4).reply(Reply.chunks(9).silentAfter(1));
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(RawClient.connect(gateway.origin())
                    .post(
                            "/v1/chat/completions",
                            TestGateway.TOKEN,
                            TestGateway.chatBody("learning/less", "s" + i, true)));
            clients.get(i).readUntil("echo:s" + i);
        }
        long before = pool("learning").concurrency();
        provider.when(Match.model("less"))
                .once()
                .reply(Reply.error(Errors.openAi().rateLimited().retryAfter(Duration.ofMillis(10))));
        CompletableFuture<HttpResponse<String>> refusedOnce = traffic.chat("learning/less", "refused-once", false);
        Awaiting.until("two of five", () -> pool("learning").concurrency() == before - 16 + 2);

        for (RawClient client : clients) {
            client.close();
        }
        assertThat(refusedOnce.join().statusCode()).isEqualTo(200);
        traffic.awaitNothingInFlight();
    }

    @Test
    void manyAtOnceNeverMeetOnOneKeyWithOneModel() {
        provider.when(Match.anyRequest()).reply(Reply.ok().delay(Duration.ofMillis(2)));

        List<HttpResponse<String>> answers = Traffic.run(
                200, 50, i -> traffic.chat("single/" + (i % 2 == 0 ? "even" : "odd"), "n-" + i, i % 3 == 0));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(Traffic.calls(provider)).hasSize(200);
        assertThat(provider.mostAtOnce("sk-only", "even")).isEqualTo(1);
        assertThat(provider.mostAtOnce("sk-only", "odd")).isEqualTo(1);
        assertThat(provider.mostAtOnce("sk-only")).isEqualTo(2);
    }

    @Test
    void aKeyThatIsIdleGoesBeforeOneThatServesAnotherModel() throws IOException {
        provider.when(Match.streaming()).times(2).reply(Reply.chunks(9).silentAfter(1));
        List<RawClient> busy = new ArrayList<>();
        for (String model : List.of("x", "y")) {
            RawClient client = RawClient.connect(gateway.origin())
                    .post(
                            "/v1/chat/completions",
                            TestGateway.TOKEN,
                            TestGateway.chatBody("openai/" + model, "b", true));
            client.readUntil("echo:b");
            busy.add(client);
        }

        gateway.chat("openai/z", "idle");

        assertThat(Traffic.calls(provider).stream().map(call -> call.key()))
                .containsExactlyInAnyOrder("sk-1", "sk-2", "sk-3");
        for (RawClient client : busy) {
            client.close();
        }
        traffic.awaitNothingInFlight();
    }

    @Test
    void threeHundredCallsGoToThreeEqualKeysAHundredEach() {
        for (int i = 0; i < 300; i++) {
            assertThat(gateway.chat("openai/even-share", "n").statusCode()).isEqualTo(200);
        }

        for (String key : List.of("sk-1", "sk-2", "sk-3")) {
            assertThat(provider.requests(Match.key(key))).hasSize(100);
        }
    }

    private static dev.keyway.filters.keypool.KeyPool pool(String id) {
        return gateway.context()
                .getBean(Providers.class)
                .find(id)
                .map(ConfiguredProvider::pool)
                .orElseThrow();
    }
}
