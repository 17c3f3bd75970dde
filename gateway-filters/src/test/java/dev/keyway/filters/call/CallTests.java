package dev.keyway.filters.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.stored.AnswerHome;
import dev.keyway.filters.upstream.transport.FakeUpstream;
import io.netty.util.IllegalReferenceCountException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request's attempts on a fake pool and fake exchanges: what happens to permits, usage and the client. */
class CallTests {

    static final String EVENTS = "text/event-stream";
    static final String JSON = "application/json";
    static final String ROLE =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";
    static final String WORD = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word\"}}]}\n\n";
    static final String DONE = "data: [DONE]\n\n";
    static final String STOP = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n";
    static final String FINISH = STOP + USAGE + DONE;
    static final String ANSWER = """
            {"choices":[{"index":0,"message":{"role":"assistant","content":"word"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}""";
    static final String ERROR = "{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":null}}";

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 206})
    void recordsTheStatusOfAResponseThatIsWhole(int status) {
        try (TestCall test = TestCall.plain()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(status, JSON).chunk(ANSWER).complete();

            assertThat(test.reported).singleElement().satisfies(attempt -> {
                assertThat(attempt.result()).isEqualTo("served");
                assertThat(attempt.status()).isEqualTo(status);
                assertThat(attempt.usage().tokens()).isEqualTo(Usage.of(7, 3));
            });
            assertThat(test.received).containsExactly(ANSWER);
            assertThat(test.pool.permits.getFirst().endings).containsExactly("served");
            assertThat(test.settle().status()).isEqualTo(status);
        }
    }

    @Test
    void aDefectInJudgingAFailureEndsTheRequestAndHoldsNoKey() {
        try (TestCall test = TestCall.plain()) {
            test.pool.grant("a");
            test.isBroken = true;
            test.upstream.last().sent().head(500, JSON).chunk(ERROR).complete();

            assertThat(test.error).isInstanceOf(GatewayException.class);
            assertThat(test.pool.permits.getFirst().endings).hasSize(1);
            assertThat(test.closed).hasSize(1);
        }
    }

    @Test
    void anErrorWhileAnAttemptStartsEndsTheRequestAndHoldsNoKey() {
        try (TestCall test = TestCall.plain()) {
            test.openFails = new NoClassDefFoundError("X");
            test.pool.grant("a");

            assertThat(test.error).hasCauseInstanceOf(NoClassDefFoundError.class);
            assertThat(test.pool.permits.getFirst().endings).containsExactly("abandoned");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closesTheUsageRecordBeforeAWholeResponseGoesOut(boolean stream) {
        try (TestCall test = stream ? TestCall.stream() : TestCall.plain()) {
            test.pool.grant("a");
            test.upstream
                    .last()
                    .sent()
                    .head(200, stream ? EVENTS : JSON)
                    .chunk(stream ? FINISH.replace(STOP, WORD + STOP) : ANSWER)
                    .complete();

            assertThat(test.received).isNotEmpty();
            assertThat(test.closedAtTheEnd).isEqualTo(1);
            assertThat(test.endsAtEach).containsOnly(1);
            assertThat(test.ends).singleElement().satisfies(end -> {
                assertThat(end.outcome()).isEqualTo(Outcome.COMPLETED);
                assertThat(end.status()).isEqualTo(200);
                assertThat(end.answeredBy()).isEqualTo(1);
                assertThat(end.firstByte()).isNotNull();
            });
        }
    }

    @Test
    void closesTheUsageRecordBeforeAStreamEnds() {
        try (TestCall test = TestCall.stream()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(200, EVENTS).chunk(ROLE + WORD);

            assertThat(test.received).hasSize(1);
            assertThat(test.closed).isEmpty();

            test.upstream.last().chunk(FINISH);
            assertThat(test.closedAtTheEnd).isEqualTo(1);
            assertThat(test.endsAtEach).containsExactly(0, 1);
            assertThat(test.closed)
                    .singleElement()
                    .satisfies(
                            attempt -> assertThat(attempt.usage().estimated()).isFalse());
        }
    }

    @Test
    void asksTheNextKeyAfterATimeoutAndBooksWhatTheFirstMayHaveBilled() {
        try (TestCall test = TestCall.stream()) {
            test.pool.grant("a");
            test.upstream.last().sent();
            test.pass(Duration.ofSeconds(31));

            assertThat(test.upstream.last().isAborted()).isTrue();
            assertThat(test.pool.permits.getFirst().endings).containsExactly("Suspect");
            assertThat(test.pool.demands.getLast().avoidedKeys()).containsExactly("a");

            test.pool.grant("b");
            test.upstream.last().sent().head(200, EVENTS).chunk(ROLE + WORD + FINISH);

            assertThat(test.pool.notes).containsExactly("served elsewhere than on a");
            RequestRecord record = test.settle();
            assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(record.attempts()).isEqualTo(2);
            assertThat(record.estimated()).isTrue();
            assertThat(record.usage().promptTokens()).isEqualTo(7 + (TestCall.bodyBytes() + 3) / 4);
            assertThat(record.usage().completionTokens()).isEqualTo(3);
        }
    }

    @Test
    void booksNothingForRefusalsAndConnectionsThatWereNeverMade() {
        try (TestCall test = TestCall.plain()) {
            test.pool.grant("a");
            test.upstream.last().broken();
            test.pass(Duration.ofSeconds(5));
            test.pool.grant("a");
            test.upstream.last().sent().head(500, JSON).chunk(ERROR).complete();
            test.pool.grant("b");
            test.upstream.last().sent().head(429, JSON).chunk(ERROR).complete();
            test.pool.grant("c");
            test.upstream.last().sent().head(401, JSON).chunk(ERROR).complete();
            test.pool.refuse(new Refusal.Exhausted());

            assertThat(test.closed)
                    .hasSize(4)
                    .allSatisfy(attempt ->
                            assertThat(attempt.usage()).isEqualTo(dev.keyway.filters.record.AttemptUsage.NONE));
            assertThat(test.error).isInstanceOf(GatewayException.class);
            assertThat(test.settle().estimated()).isFalse();
        }
    }

    @Test
    void releasesThePermitOfAKeyThatComesAfterTheClientHasLeft() {
        try (TestCall test = TestCall.plain()) {
            FakePool.Asked asked = test.pool.waiting.getFirst();
            test.leave();
            assertThat(test.pool.waiting).isEmpty();

            test.pool.waiting.add(asked);
            FakePool.FakePermit late = test.pool.grant("a");

            assertThat(late.endings).containsExactly("abandoned");
            assertThat(test.upstream.exchanges()).isEmpty();
            assertThat(test.opened).isZero();
        }
    }

    @Test
    void recordsWhyEachKeyWasChosenAndWhatFollowed() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(401, JSON).chunk(ERROR).complete();
            test.pool.grant("b");
            test.upstream.last().sent().head(200, JSON).chunk(ANSWER).complete();

            assertThat(test.parts).extracting(AttemptOpened::number).containsExactly(1, 2);
            assertThat(test.parts).extracting(AttemptOpened::keyId).containsExactly("a", "b");
            assertThat(test.parts).extracting(AttemptOpened::chosen).containsOnly("balanced");
            assertThat(test.next).containsExactly("next_key", "null");
            assertThat(test.parts.getFirst().expected().estimated()).isTrue();
            assertThat(test.parts.getFirst().expected().tokens().completionTokens())
                    .isEqualTo(1_000);
            assertThat(test.parts.getFirst().expected().cost()).isInstanceOf(Cost.Priced.class);
            assertThat(test.ends)
                    .singleElement()
                    .satisfies(end -> assertThat(end.answeredBy()).isEqualTo(2));
        }
    }

    @Test
    void recordsTheErrorOfAStreamThatBreaksOff() {
        try (TestCall test = TestCall.stream()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(200, EVENTS).chunk(ROLE + WORD).broken();

            assertThat(test.next).containsExactly("stop");
            assertThat(test.ends).singleElement().satisfies(end -> {
                assertThat(end.outcome()).isEqualTo(Outcome.BROKEN);
                assertThat(end.errorCode()).isEqualTo("provider_error");
                assertThat(end.answeredBy()).isEqualTo(1);
            });
        }
    }

    @Test
    void recordsAClientThatLeaves() {
        try (TestCall test = TestCall.stream()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(200, EVENTS).chunk(ROLE + WORD);
            test.leave();

            assertThat(test.ends).singleElement().satisfies(end -> {
                assertThat(end.outcome()).isEqualTo(Outcome.CANCELLED);
                assertThat(end.errorOrigin()).isEqualTo("client");
            });
        }
    }

    @Test
    void sendsNothingThatCannotBeWrittenDown() {
        try (TestCall test = TestCall.plain()) {
            test.logIsFull = true;
            FakePool.FakePermit permit = test.pool.grant("a");

            assertThat(permit.endings).containsExactly("abandoned");
            assertThat(test.upstream.exchanges()).isEmpty();
            assertThat(test.error).hasMessageContaining("full");
            assertThat(test.reported).isEmpty();
        }
    }

    @Test
    void countsAStreamThatBreaksOffAgainstItsKeyForThisBody() {
        try (TestCall test = TestCall.stream()) {
            FakePool.FakePermit permit = test.pool.grant("a");
            test.upstream.last().sent().head(200, EVENTS).chunk(ROLE + WORD).broken();

            assertThat(permit.endings).containsExactly("Suspect");
            assertThat(test.pool.notes).containsExactly("unserved on [a]");
        }
    }

    @Test
    void aReleasedPayloadIsNoFailureOfTheProviders() {
        try (TestCall test = TestCall.plain()) {
            test.releaseBodies();
            FakePool.FakePermit permit = test.pool.grant("a");

            assertThat(permit.endings).containsExactly("abandoned");
            assertThat(test.upstream.exchanges()).isEmpty();
            assertThat(test.error).isInstanceOf(IllegalReferenceCountException.class);
        }
    }

    @Test
    void closesTheConnectionAndBooksAnEstimateWhenTheClientLeaves() {
        try (TestCall test = TestCall.plain()) {
            FakePool.FakePermit permit = test.pool.grant("a");
            test.upstream.last().sent();
            test.leave();

            assertThat(test.upstream.last().isAborted()).isTrue();
            assertThat(permit.endings).containsExactly("abandoned");
            assertThat(test.closed).singleElement().satisfies(attempt -> {
                assertThat(attempt.outcome()).isEqualTo(Outcome.CANCELLED);
                assertThat(attempt.usage().estimated()).isTrue();
            });
            assertThat(test.held()).isZero();
        }
    }

    @Test
    void comparesARefusalThatNobodyKnowsWithAnotherAccount() {
        try (TestCall test = TestCall.plain()) {
            test.pool.compares = true;
            test.pool.grant("a");
            test.upstream.last().sent().head(400, JSON).chunk(ERROR).complete();

            assertThat(test.pool.demands.getLast().avoidedAccounts()).containsExactly("account-a");

            test.pool.grant("b");
            test.upstream.last().sent().head(200, JSON).chunk(ANSWER).complete();
            assertThat(test.pool.notes).containsExactly("comparison waits", "comparison served");
        }
    }

    @Test
    void triesTheSecondTargetOnceTheFirstHasNoKey() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pool.refuse(new Refusal.Busy(Duration.ofSeconds(1)));

            assertThat(test.second.demands)
                    .singleElement()
                    .satisfies(demand -> assertThat(demand.deadline())
                            .isEqualTo(test.pool.demands.getFirst().deadline()));
            test.second.grant("b");
            test.upstream.last().sent().head(200, JSON).chunk(ANSWER).complete();

            assertThat(test.received).containsExactly(ANSWER);
            assertThat(Objects.requireNonNull(test.response).target().provider().id())
                    .isEqualTo(TestCall.SECOND);
            assertThat(test.reported)
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.provider()).isEqualTo(TestCall.SECOND));
            assertThat(test.settle().provider()).isEqualTo(TestCall.SECOND);
        }
    }

    @Test
    void releasesTheFirstTargetsPermitBeforeTheSecondIsAsked() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            FakePool.FakePermit first = test.pool.grant("a");
            test.upstream.last().sent().head(401, JSON).chunk(ERROR).complete();
            test.pool.refuse(new Refusal.Exhausted());

            assertThat(first.endings).hasSize(1);
            assertThat(test.isAnswered()).isFalse();
            test.second.grant("b");
            test.upstream.last().sent().head(200, JSON).chunk(ANSWER).complete();

            assertThat(test.received).containsExactly(ANSWER);
            RequestRecord record = test.settle();
            assertThat(record.attempts()).isEqualTo(2);
            assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void triesNoOtherTargetIfTheRequestIsAtFault(int status) {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(status, JSON).chunk(ERROR).complete();
            while (!test.isAnswered()) {
                test.pool.refuse(new Refusal.Exhausted());
            }

            assertThat(test.second.demands).isEmpty();
            assertThat(test.error).isInstanceOf(GatewayException.class);
        }
    }

    @Test
    void triesNoOtherTargetOnceTheResponseHasBegun() {
        try (TestCall test = TestCall.streamOnTwoTargets()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(200, EVENTS).chunk(ROLE + WORD);
            test.upstream.last().broken();

            assertThat(test.received).hasSizeGreaterThan(1);
            assertThat(test.second.demands).isEmpty();
            assertThat(test.held()).isZero();
        }
    }

    @Test
    void triesNoOtherTargetAfterTheDeadline() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pass(TestCall.PATIENCE.plusSeconds(1));
            test.pool.refuse(new Refusal.Busy(Duration.ofSeconds(1)));

            assertThat(test.second.demands).isEmpty();
            assertThat(test.error).isInstanceOf(GatewayException.class);
        }
    }

    @Test
    void makesAtMostTwentyCallsOnAllTargetsTogether() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            for (int i = 0; i < 12; i++) {
                test.pool.grant("a" + i);
                test.upstream.last().sent().head(401, JSON).chunk(ERROR).complete();
            }
            test.pool.refuse(new Refusal.Exhausted());
            for (int i = 0; i < 8; i++) {
                test.second.grant("b" + i);
                test.upstream.last().sent().head(401, JSON).chunk(ERROR).complete();
            }

            assertThat(test.second.waiting).isEmpty();
            assertThat(test.error).isInstanceOf(GatewayException.class);
            assertThat(test.settle().attempts()).isEqualTo(20);
        }
    }

    @Test
    void makesAtMostEightAttemptsThatTheProvidersFailOnAllTargetsTogether() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            for (int i = 0; i < 2; i++) {
                test.pool.grant("a" + i);
                test.upstream.last().sent().head(500, JSON).chunk(ERROR).complete();
                test.pass(Duration.ofSeconds(2));
            }
            for (int i = 0; i < 6; i++) {
                test.second.grant("b" + i);
                test.upstream.last().sent().head(500, JSON).chunk(ERROR).complete();
                test.pass(Duration.ofSeconds(2));
            }

            assertThat(test.second.waiting).isEmpty();
            assertThat(test.error).isInstanceOf(GatewayException.class);
            assertThat(test.settle().attempts()).isEqualTo(8);
        }
    }

    @Test
    void triesTheNextTargetAfterTwoAttemptsThatTheProviderFails() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            for (int i = 0; i < 2; i++) {
                test.pool.grant("a" + i);
                test.upstream.last().sent().head(500, JSON).chunk(ERROR).complete();
                test.pass(Duration.ofSeconds(2));
            }

            assertThat(test.pool.waiting).isEmpty();
            assertThat(test.second.waiting).hasSize(1);
        }
    }

    @Test
    void waitsForAKeyOnlyIfNoTargetHasOneReady() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pool.refuse(new Refusal.Busy(Duration.ofSeconds(1)));
            test.second.refuse(new Refusal.Busy(Duration.ofSeconds(1)));

            assertThat(test.pool.demands).extracting(KeyDemand::mayWait).containsExactly(false, true);
            assertThat(test.second.demands).extracting(KeyDemand::mayWait).containsExactly(false);
            test.pool.grant("a");
            test.upstream.last().sent().head(200, JSON).chunk(ANSWER).complete();
            assertThat(test.received).containsExactly(ANSWER);
        }
    }

    @Test
    void waitsForTheOneTargetThatIsLeft() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(401, JSON).chunk(ERROR).complete();
            test.pool.refuse(new Refusal.Exhausted());

            assertThat(test.second.demands).extracting(KeyDemand::mayWait).containsExactly(true);
        }
    }

    @Test
    void goesOnWithWhatItKnowsOfATargetInItsSecondTurn() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(401, JSON).chunk(ERROR).complete();
            test.pool.refuse(new Refusal.Busy(Duration.ofSeconds(1)));
            test.second.refuse(new Refusal.Busy(Duration.ofSeconds(1)));

            assertThat(test.pool.demands.getLast().mayWait()).isTrue();
            assertThat(test.pool.demands.getLast().avoidedKeys()).containsExactly("a");
        }
    }

    @Test
    void triesTheSecondTargetOfARequestThatBarredKeysRefuseWithoutAReason() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(403, JSON).chunk("{}").complete();
            while (test.second.waiting.isEmpty() && !test.isAnswered()) {
                test.pool.refuse(new Refusal.Exhausted());
            }

            assertThat(test.isAnswered()).isFalse();
            assertThat(test.second.waiting).hasSize(1);
        }
    }

    @Test
    void goesOnFromAStoredResponseAtTheTargetThatStoresIt() {
        try (TestCall test = TestCall.continued(
                "resp_1", answers -> answers.remember("xai", List.of("resp_1"), new AnswerHome("", "account-b")))) {
            assertThat(test.pool.demands).isEmpty();
            assertThat(test.second.demands)
                    .singleElement()
                    .satisfies(demand -> assertThat(demand.accounts().only()).isEqualTo("account-b"));
            test.leave();
            assertThat(test.held()).isZero();
        }
    }

    @Test
    void anErrorWhileTheNextTargetIsAskedEndsTheRequest() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.second.isBroken = true;
            test.pool.refuse(new Refusal.Busy(Duration.ofSeconds(1)));

            assertThat(test.error).hasMessageContaining("a defect");
            assertThat(test.held()).isZero();
        }
    }

    @Test
    void triesNoOtherTargetAfterTwentyCalls() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            for (int i = 0; i < 20; i++) {
                test.pool.grant("a" + i);
                test.upstream.last().sent().head(401, JSON).chunk(ERROR).complete();
            }

            assertThat(test.second.demands).isEmpty();
            assertThat(test.error).isInstanceOf(GatewayException.class);
        }
    }

    @Test
    void triesNoOtherTargetIfTheAttemptCannotBeWrittenDown() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.logIsFull = true;
            test.pool.grant("a");

            assertThat(test.second.demands).isEmpty();
            assertThat(test.error).hasMessageContaining("full");
        }
    }

    @Test
    void holdsTheBodyUntilNoTargetIsLeft() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pool.refuse(new Refusal.Busy(Duration.ofSeconds(1)));
            assertThat(test.held()).isPositive();

            test.second.refuse(new Refusal.Busy(Duration.ofSeconds(1)));
            test.pool.refuse(new Refusal.Busy(Duration.ofSeconds(1)));
            assertThat(test.held()).isPositive();
            test.second.refuse(new Refusal.Busy(Duration.ofSeconds(1)));
            assertThat(test.error).isInstanceOf(GatewayException.class);
            assertThat(test.held()).isZero();
        }
    }

    @Test
    void leavesTheQueueOfTheSecondTargetWhenTheClientLeaves() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pool.refuse(new Refusal.Busy(Duration.ofSeconds(1)));
            test.leave();

            assertThat(test.second.waiting).isEmpty();
            assertThat(test.held()).isZero();
        }
    }

    /** What the world may do to a call, in any order. */
    enum Event {
        GRANT,
        GRANT_SECOND,
        REFUSE,
        SENT,
        OK,
        TOO_MANY,
        SERVER_ERROR,
        BAD_REQUEST,
        ROLE,
        WORD,
        FINISH,
        ANSWER,
        ERROR,
        COMPLETE,
        BROKEN,
        TIME,
        LOG_FULL,
        CLIENT_LEAVES
    }

    @Property(tries = 1000)
    void everyPermitEndsOnceWhateverHappens(@ForAll boolean stream, @ForAll boolean two, @ForAll List<Event> events) {
        try (TestCall test = test(stream, two)) {
            String type = stream ? EVENTS : JSON;
            int keys = 0;
            for (Event event : events) {
                keys += event == Event.GRANT || event == Event.GRANT_SECOND ? 1 : 0;
                play(test, event, type, "k" + keys % 4);
                assertThat(underWay(test)).isLessThanOrEqualTo(1);
            }
            test.leave();
            RequestRecord record = test.settle();

            assertThat(permits(test))
                    .allSatisfy(permit -> assertThat(permit.endings).hasSize(1));
            assertThat(test.pool.waiting).isEmpty();
            assertThat(test.second.waiting).isEmpty();
            assertThat(test.closed).hasSize(test.opened).isEqualTo(test.reported);
            assertThat(test.upstream.exchanges()).hasSize(test.opened);
            assertThat(record.attempts()).isEqualTo(test.opened);
            assertThat(record.usage()).isEqualTo(total(test.closed));
            assertThat(test.held()).isZero();
        }
    }

    private static long underWay(TestCall test) {
        return permits(test).stream().filter(permit -> permit.endings.isEmpty()).count();
    }

    private static List<FakePool.FakePermit> permits(TestCall test) {
        return Stream.concat(test.pool.permits.stream(), test.second.permits.stream())
                .toList();
    }

    private static TestCall test(boolean stream, boolean two) {
        if (two) {
            return stream ? TestCall.streamOnTwoTargets() : TestCall.plainOnTwoTargets();
        }
        return stream ? TestCall.stream() : TestCall.plain();
    }

    private static Usage total(List<AttemptRecord> attempts) {
        return attempts.stream().map(attempt -> attempt.usage().tokens()).reduce(Usage.ZERO, Usage::plus);
    }

    private static void play(TestCall test, Event event, String type, String key) {
        FakeUpstream.@Nullable FakeExchange exchange =
                test.upstream.exchanges().isEmpty() ? null : test.upstream.last();
        switch (event) {
            case GRANT -> {
                if (!test.pool.waiting.isEmpty()) {
                    test.pool.grant(key);
                }
            }
            case GRANT_SECOND -> {
                if (!test.second.waiting.isEmpty()) {
                    test.second.grant(key);
                }
            }
            case REFUSE -> {
                if (!test.pool.waiting.isEmpty()) {
                    test.pool.refuse(new Refusal.Busy(Duration.ofSeconds(1)));
                }
            }
            case TIME -> test.pass(Duration.ofSeconds(5));
            case LOG_FULL -> test.logIsFull = !test.logIsFull;
            case CLIENT_LEAVES -> test.leave();
            default -> {
                if (exchange != null) {
                    play(exchange, event, type);
                }
            }
        }
    }

    private static void play(FakeUpstream.FakeExchange exchange, Event event, String type) {
        switch (event) {
            case SENT -> exchange.sent();
            case OK -> exchange.head(200, type);
            case TOO_MANY -> exchange.head(429, JSON);
            case SERVER_ERROR -> exchange.head(500, JSON);
            case BAD_REQUEST -> exchange.head(400, JSON);
            case ROLE -> exchange.chunk(ROLE);
            case WORD -> exchange.chunk(WORD);
            case FINISH -> exchange.chunk(FINISH);
            case ANSWER -> exchange.chunk(ANSWER);
            case ERROR -> exchange.chunk("data: " + ERROR + "\n\n");
            case COMPLETE -> exchange.complete();
            case BROKEN -> exchange.broken();
            default -> throw new IllegalArgumentException(event.name());
        }
    }
}
