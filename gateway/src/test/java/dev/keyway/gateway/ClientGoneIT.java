package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.keyway.filters.body.BodyBudget;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Wherever a request is when its client hangs up, it stops there: nothing in flight, nothing queued, no further call. */
class ClientGoneIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** How a client hangs up. */
    enum HangUp {
        FIN,
        RST;

        void on(RawClient client) throws IOException {
            if (this == FIN) {
                client.close();
            } else {
                client.reset();
            }
        }
    }

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static Traffic traffic;
    private static LeakWatch leakWatch;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-1")
                .set("keyway.providers.openai.max-concurrent-requests-per-key", 1)
                .set("logging.level.dev.keyway", "error")
                .set("logging.level.keyway.access", "off")
                .with(Records.Kept.class)
                .start();
        traffic = new Traffic(gateway);
        leakWatch = new LeakWatch();
        gateway.chat("warm-up", "warm-up");
        RequestRecord unused = Records.of(gateway).awaitFor("warm-up");
    }

    @AfterAll
    static void stop() {
        traffic.close();
        leakWatch.close();
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        Records.of(gateway).forget();
    }

    @ParameterizedTest
    @EnumSource
    void midStreamWhileTheProviderStalls(HangUp hangUp) throws IOException {
        provider.when(Match.streaming()).once().reply(Reply.chunks(10).silentAfter(3));
        RawClient client = ask("stalled-" + hangUp, true);
        client.readUntil(" w2");

        hangUp.on(client);

        awaitGone(Traffic.calls(provider).getLast());
        RequestRecord record = assertCancelled("stalled-" + hangUp, 1);
        assertThat(record.estimated()).isTrue();
        assertThat(record.usage().completionTokens()).isGreaterThanOrEqualTo(3);
        assertThat(record.usage().promptTokens()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void inTheMiddleOfItsUpload(HangUp hangUp) throws IOException {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(logged);
        BodyBudget budget = gateway.context().getBean(BodyBudget.class);
        RawClient client = RawClient.connect(gateway.origin());
        client.post("/v1/chat/completions", TestGateway.TOKEN, " ".repeat(1_000_000), 19_000_000);
        Awaiting.until("the body being read", () -> budget.held() >= 1_000_000);

        hangUp.on(client);

        Awaiting.until("no body held", () -> budget.held() == 0);
        Awaiting.until(
                "the record", () -> Records.of(gateway).requests(any -> true).size() == 1);
        assertThat(Records.of(gateway).requests(any -> true).getFirst().outcome())
                .isEqualTo(Outcome.CANCELLED);
        root.detachAppender(logged);
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void midStreamWhileTheProviderGoesOn(HangUp hangUp) throws IOException {
        provider.when(Match.streaming()).once().reply(Reply.chunks(100_000).gap(Duration.ofMillis(2)));
        RawClient client = ask("flowing-" + hangUp, true);
        client.readUntil(" w2");

        hangUp.on(client);

        awaitGone(Traffic.calls(provider).getLast());
        assertCancelled("flowing-" + hangUp, 1);
    }

    @ParameterizedTest
    @EnumSource
    void whileHeadersAreAwaited(HangUp hangUp) throws IOException {
        provider.when(Match.streaming()).once().reply(Reply.silence());
        RawClient client = ask("headers-" + hangUp, true);
        ReceivedRequest call = awaitCall();

        hangUp.on(client);

        awaitGone(call);
        RequestRecord record = assertCancelled("headers-" + hangUp, 1);
        assertThat(record.estimated()).isTrue();
        assertThat(Records.of(gateway).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.result()).isEqualTo("cancelled"));
    }

    @ParameterizedTest
    @EnumSource
    void whileAnAnswerThatIsNotStreamedIsAwaited(HangUp hangUp) throws IOException {
        provider.when(Match.anyRequest()).once().reply(Reply.headersOnly());
        RawClient client = ask("plain-" + hangUp, false);
        ReceivedRequest call = awaitCall();

        hangUp.on(client);

        awaitGone(call);
        assertCancelled("plain-" + hangUp, 1);
    }

    @ParameterizedTest
    @EnumSource
    void duringThePauseBetweenTwoAttempts(HangUp hangUp) throws IOException {
        provider.when(Match.anyRequest()).once().reply(Reply.status(500));
        RawClient client = ask("pause-" + hangUp, false);
        Awaiting.until(
                "the failed attempt", () -> Records.of(gateway).attempts().size() == 1);

        hangUp.on(client);

        assertCancelled("pause-" + hangUp, 1);
        gateway.chat("pause-" + hangUp, "after");
        assertThat(Traffic.calls(provider))
                .as("the failed call and the one made after it")
                .hasSize(2);
        Awaiting.until(
                "the record of the second", () -> Records.of(gateway).requests().size() == 2);
    }

    @ParameterizedTest
    @EnumSource
    void whileItWaitsForABusyKey(HangUp hangUp) throws IOException {
        String model = "queued-" + hangUp;
        provider.when(Match.streaming()).once().reply(Reply.chunks(10).silentAfter(3));
        RawClient busy = ask(model, true);
        busy.readUntil(" w2");
        RawClient waiting = ask(model, false);
        RawClient alsoWaiting = ask(model, false);
        Awaiting.until("two requests in the queue", () -> queued() == 2);

        hangUp.on(waiting);

        Awaiting.until("the place in the queue is free", SOON, () -> queued() == 1);
        Awaiting.until("one record", SOON, () -> Records.of(gateway).requests().size() == 1);
        RequestRecord left = Records.of(gateway).requests().getFirst();
        assertThat(left.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(left.attempts()).isZero();
        assertThat(Traffic.calls(provider)).hasSize(1);

        hangUp.on(busy);

        assertThat(alsoWaiting.readAnswer().status())
                .as("the key goes to the one behind it")
                .isEqualTo(200);
        assertThat(Traffic.calls(provider)).hasSize(2);
        alsoWaiting.close();
        Awaiting.until("all records", () -> Records.of(gateway).requests().size() == 3);
        traffic.awaitNothingInFlight();
    }

    @Test
    void leavesNoBufferBehind() throws IOException {
        provider.when(Match.streaming()).times(30).reply(Reply.chunks(10).silentAfter(3));
        for (int i = 0; i < 30; i++) {
            RawClient client = ask("leak-" + i, true);
            client.readUntil(" w" + (1 + i % 2));
            HangUp.values()[i % 2].on(client);
        }
        int unused = Awaiting.value(
                "all records",
                Duration.ofSeconds(10),
                () -> Records.of(gateway)
                        .requests(request -> String.valueOf(request.model()).startsWith("leak-"))
                        .size(),
                settled -> settled == 30);

        traffic.awaitNothingInFlight();
        assertThat(leakWatch.leaks()).isEmpty();
    }

    private static RawClient ask(String model, boolean stream) throws IOException {
        return RawClient.connect(gateway.origin())
                .post("/v1/chat/completions", TestGateway.TOKEN, TestGateway.chatBody(model, "gone", stream));
    }

    private static ReceivedRequest awaitCall() {
        provider.await(
                "a call read in full",
                SOON,
                () -> Traffic.calls(provider).stream()
                        .anyMatch(call -> !call.model().isEmpty()));
        return Traffic.calls(provider).getFirst();
    }

    private static void awaitGone(ReceivedRequest call) {
        provider.awaitAbandoned(call, SOON);
        provider.awaitClosed(call, SOON);
        traffic.awaitNothingInFlight();
    }

    private static RequestRecord assertCancelled(String model, int calls) {
        RequestRecord record = Records.of(gateway).awaitFor(model);
        assertThat(record.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(record.attempts()).isEqualTo(calls);
        assertThat(Traffic.calls(provider)).hasSize(calls);
        traffic.awaitNothingInFlight();
        return record;
    }

    private static int queued() {
        return gateway.context().getBean(dev.keyway.filters.snapshot.Providers.class).all().stream()
                .mapToInt(one -> one.pool().counts().queued())
                .sum();
    }
}
