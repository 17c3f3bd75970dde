package dev.keyway.filters.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.stored.Affinity;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which step follows from which history. */
class CallHistoryTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant DEADLINE = NOON.plusSeconds(30);
    private static final ProviderKey A = FakePool.key("a");
    private static final ProviderKey B = FakePool.key("b");
    private static final Failure TIMEOUT = Failure.of(FailureClass.TIMEOUT, "no first byte");
    private static final Failure SERVER = Failure.of(FailureClass.SERVER, "it failed");
    private static final Failure DOUBTFUL = doubtful(FailureClass.BAD_REQUEST, 400);

    private final CallHistory history = history(Affinity.NONE);

    @Test
    void asksAnotherKeyAfterATimeoutAtOnce() {
        CallStep.Ask ask = ask(fail(A, TIMEOUT, NOON));

        assertThat(ask.pause()).isZero();
        assertThat(ask.demand().preferredKey()).isNull();
        assertThat(ask.demand().avoidedKeys()).containsExactly("a");
        assertThat(ask.demand().deadline()).isEqualTo(DEADLINE);
    }

    @Test
    void asksTheSameKeyOnceMoreAfterAServerErrorAndThenAnother() {
        CallStep.Ask again = ask(fail(A, SERVER, NOON));
        assertThat(again.pause()).isPositive();
        assertThat(again.demand().preferredKey()).isEqualTo("a");

        CallStep.Ask other = ask(fail(A, SERVER, NOON));
        assertThat(other.pause()).isZero();
        assertThat(other.demand().avoidedKeys()).containsExactly("a");
    }

    @Test
    void avoidsTheKeyItPreferredWhereAnotherWasGranted() {
        fail(A, SERVER, NOON);
        CallStep.Ask next = ask(fail(B, TIMEOUT, NOON));

        assertThat(next.demand().avoidedKeys()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void allowsOneMoreAttemptAfterAFirstByteThatWasTooLate() {
        Instant late = DEADLINE.plusSeconds(1);
        assertThat(ask(fail(A, TIMEOUT, late)).demand().deadline()).isEqualTo(late.plusSeconds(2));

        CallStep second = fail(B, TIMEOUT, late.plusSeconds(5)).step();
        assertThat(second)
                .asInstanceOf(type(CallStep.Stop.class))
                .satisfies(stop -> assertThat(stop.error().code()).isEqualTo("provider_timeout"));
    }

    @Test
    void allowsNoFurtherAttemptAfterTheDeadlineForOtherReasons() {
        assertThat(fail(A, SERVER, DEADLINE.plusMillis(1)).step()).isInstanceOf(CallStep.Stop.class);
    }

    @Test
    void doesNotPauseBeyondTheDeadline() {
        assertThat(ask(fail(A, SERVER, DEADLINE.minusMillis(1))).pause()).isZero();
    }

    @Test
    void sendsARepairedRequestToTheSameKeyAtOnce() {
        history.attempted(A);
        CallStep.Ask ask = ask(history.failed(A, DOUBTFUL, 1, () -> true, NOON));

        assertThat(ask.pause()).isZero();
        assertThat(ask.demand().preferredKey()).isEqualTo("a");
        assertThat(ask.demand().avoidedKeys()).isEmpty();
    }

    @Test
    void comparesOncePerRequest() {
        assertThat(fail(A, DOUBTFUL, NOON))
                .isEqualTo(new CallHistory.Decision(new Penalty.Nothing(), new CallStep.Compare()));
        KeyDemand demand = history.compare(A, "b", NOON);

        assertThat(demand.preferredKey()).isEqualTo("b");
        assertThat(demand.avoidedAccounts()).containsExactly("account-a");
        assertThat(demand.deadline()).isEqualTo(NOON.plusSeconds(10));
        assertThat(history.isUseless(FakePool.key("a"))).isTrue();
        assertThat(history.isUseless(B)).isFalse();
        assertThat(fail(B, DOUBTFUL, NOON).step()).isInstanceOf(CallStep.Stop.class);
    }

    @Test
    void doesNotCompareWhereOneAccountAloneCanServe() {
        CallHistory bound = history(new Affinity("", "account-a", false, Affinity.Keeps.NOTHING));
        bound.attempted(A);

        assertThat(bound.failed(A, DOUBTFUL, 1, () -> false, NOON).step()).isInstanceOf(CallStep.Stop.class);
    }

    @Test
    void asksOneMoreKeyAfterA403ThatCannotBeCompared() {
        Failure forbidden = doubtful(FailureClass.PERMISSION, 403);
        fail(A, forbidden, NOON);
        CallStep.Ask ask = (CallStep.Ask) history.withoutComparison(A, NOON);
        assertThat(ask.demand().avoidedKeys()).containsExactly("a");

        fail(B, forbidden, NOON);
        assertThat(history.withoutComparison(B, NOON)).isInstanceOf(CallStep.Stop.class);
    }

    @Test
    void stopsAtARefusalThatCannotBeCompared() {
        fail(A, DOUBTFUL, NOON);

        assertThat(history.withoutComparison(A, NOON)).isInstanceOf(CallStep.Stop.class);
    }

    @Test
    void asksEachAccountOnceForAnItemThatOneOfThemHas() {
        CallHistory searching = history(new Affinity("", null, true, Affinity.Keeps.ALL));
        Failure missing = new Failure(
                FailureClass.BAD_REQUEST, 404, "Item with id 'rs_1' not found.", null, null, null, null, null);
        searching.attempted(A);
        CallHistory.Decision first = searching.failed(A, missing, 1, () -> false, NOON);
        assertThat(first.penalty()).isEqualTo(new Penalty.Nothing());
        assertThat(ask(first).demand().accounts().except()).containsExactly("account-a");

        searching.attempted(A);
        assertThat(searching.failed(A, missing, 1, () -> false, NOON).step()).isInstanceOf(CallStep.Stop.class);
    }

    @Test
    void putsAFailureDownToTheKeyOnlyOnceAnotherHasServed() {
        fail(A, TIMEOUT, NOON);
        fail(B, TIMEOUT, NOON);

        assertThat(history.unservedSuspects()).containsExactlyInAnyOrder("a", "b");
        assertThat(history.suspectsBesides(B)).containsExactly("a");
    }

    @Test
    void suspectsNoKeyWhereTheRequestIsAtFault() {
        fail(A, TIMEOUT, NOON);
        fail(B, Failure.of(FailureClass.CONTEXT, "too long"), NOON);

        assertThat(history.unservedSuspects()).isEmpty();
    }

    private CallHistory.Decision fail(ProviderKey key, Failure failure, Instant now) {
        history.attempted(key);
        return history.failed(key, failure, 1, () -> false, now);
    }

    private static CallHistory history(Affinity affinity) {
        return new CallHistory(
                "openai",
                new Demands(KeyDemand.of("gpt-5", DEADLINE), affinity),
                new FailoverPolicy(new Random(1)),
                new AttemptCounts());
    }

    private static CallStep.Ask ask(CallHistory.Decision decision) {
        assertThat(decision.step()).isInstanceOf(CallStep.Ask.class);
        return (CallStep.Ask) decision.step();
    }

    private static Failure doubtful(FailureClass kind, int status) {
        return new Failure(kind, status, "no", null, null, null, null, null, true, List.of());
    }
}
