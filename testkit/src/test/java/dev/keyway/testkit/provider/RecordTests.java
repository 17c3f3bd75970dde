package dev.keyway.testkit.provider;

import static dev.keyway.testkit.script.Match.anyRequest;
import static dev.keyway.testkit.script.Match.bodyContaining;
import static dev.keyway.testkit.script.Match.header;
import static dev.keyway.testkit.script.Match.key;
import static dev.keyway.testkit.script.Match.model;
import static dev.keyway.testkit.script.Match.randomly;
import static dev.keyway.testkit.script.Reply.chunks;
import static dev.keyway.testkit.script.Reply.ok;
import static dev.keyway.testkit.script.Reply.status;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.raw.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the fake remembers, and which rule it takes. */
class RecordTests {

    private static final String PATH = "/v1/chat/completions";

    private final FakeProvider provider = FakeProvider.start();
    private final Calls calls = new Calls();

    @AfterEach
    void stop() {
        calls.close();
        provider.close();
    }

    @Test
    void knowsThatTheClientLeftInTheMiddleOfAStream() throws IOException {
        provider.when(anyRequest()).reply(chunks(1000).gap(ofMillis(5)));
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.post(PATH, "k", Calls.stream("x"));
            assertThat(client.readUntil(" w2")).contains(" w1");
            client.reset();
        }
        ReceivedRequest request = provider.lastRequest();
        provider.awaitAbandoned(request, ofSeconds(5));
        provider.awaitClosed(request, ofSeconds(5));
        provider.awaitIdle(ofSeconds(5));
        assertThat(request.endedAt()).isNotNull();
    }

    @Test
    void knowsThatTheClientLeftWhileItSentItsBody() throws IOException {
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.post(PATH, "k", "{", 100);
            provider.awaitRequests(1, ofSeconds(5));
        }
        provider.awaitAbandoned(provider.lastRequest(), ofSeconds(5));
        assertThat(provider.openRequests()).isZero();
    }

    @Test
    void countsTheMostAtOncePerKeyAndModel() throws IOException {
        provider.when(anyRequest()).reply(ok().silentAfter(1));
        List<RawClient> clients = new ArrayList<>();
        for (String body :
                List.of(Calls.stream("a"), Calls.stream("b"), Calls.stream("c").replace("4o", "5"))) {
            clients.add(RawClient.connect(provider.origin()).post(PATH, "k", body));
        }
        for (RawClient client : clients) {
            assertThat(client.readUntil("echo:")).isNotEmpty();
        }
        assertThat(provider.mostAtOnce("k")).isEqualTo(3);
        assertThat(provider.mostAtOnce("k", "gpt-4o")).isEqualTo(2);
        assertThat(provider.mostAtOnce("k", "gpt-5")).isEqualTo(1);
        assertThat(provider.mostAtOnce("other")).isZero();
        for (RawClient client : clients) {
            client.close();
        }
        provider.awaitConnections(0, ofSeconds(5));
    }

    @Test
    void numbersTheRequestsOfAConnectionAndAnswersThemInTheirOrder() throws IOException {
        provider.when(bodyContaining("first")).reply(ok().delay(ofMillis(20)));
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.post(PATH, "k", Calls.plain("echo:first")).post(PATH, "k", Calls.plain("echo:second"));
            assertThat(client.readAnswer().body()).contains("echo:first");
            assertThat(client.readAnswer().body()).contains("echo:second");
        }
        assertThat(provider.requests().stream().map(ReceivedRequest::numberOnConnection))
                .containsExactly(1, 2);
        assertThat(provider.requests().stream().map(ReceivedRequest::connection))
                .containsOnly(1L);
    }

    @Test
    void takesCountedRulesFirstAndThenTheLatestPermanentOne() throws Exception {
        provider.when(anyRequest()).reply(status(500));
        provider.when(model("gpt-4o")).reply(status(502));
        provider.when(anyRequest()).once().reply(status(503));
        provider.when(anyRequest()).once().reply(status(504));

        assertThat(statuses(3)).containsExactly(503, 504, 502);
    }

    @Test
    void matchesTheNthRequestAndEveryNth() throws Exception {
        provider.when(key("k").nth(2)).reply(status(500));
        assertThat(statuses(3)).containsExactly(200, 500, 200);

        provider.reset();
        provider.when(anyRequest().every(2).and(header("x-none", "1").not())).reply(status(500));
        assertThat(statuses(4)).containsExactly(200, 500, 200, 500);
    }

    @Test
    void failsTheSameRequestsForTheSameSeed() throws Exception {
        provider.when(randomly(0.5, 42)).reply(status(500));
        List<Integer> first = statuses(12);
        provider.reset();
        provider.when(randomly(0.5, 42)).reply(status(500));

        assertThat(statuses(12)).isEqualTo(first).contains(200, 500);
    }

    @Test
    void saysWhatCameWhenItWaitedInVain() throws Exception {
        calls.chat(provider, "k", Calls.plain("x"));

        assertThatThrownBy(() -> provider.awaitRequests(2, ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 requests")
                .hasMessageContaining("model=gpt-4o");
    }

    @Test
    void keepsOnlyTheLastRequestsAndNoBodiesIfItKeepsNone() throws Exception {
        try (FakeProvider two = FakeProvider.builder().record(2).start();
                FakeProvider none = FakeProvider.builder().record(0).start()) {
            for (int i = 0; i < 3; i++) {
                calls.chat(two, "k", Calls.plain("n" + i));
                calls.chat(none, "k", Calls.plain("x"));
            }
            assertThat(two.requests().stream().map(ReceivedRequest::number)).containsExactly(2L, 3L);
            assertThat(none.requests()).isEmpty();
            assertThat(none.requestCount()).isEqualTo(3);
        }
    }

    private List<Integer> statuses(int count) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(calls.chat(provider, "k", Calls.plain("x")).statusCode());
        }
        return statuses;
    }
}
