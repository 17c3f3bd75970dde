package dev.keyway.filters.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.Spend;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Before each attempt, a budget must hold what the request has cost and what the attempt is expected to cost. */
class CoverTests {

    private static final String JSON = "application/json";
    private static final String ANSWER = """
            {"choices":[{"message":{"content":"hi"}}],"usage":{"prompt_tokens":9,"completion_tokens":2}}""";
    private static final String SPOKEN = """
            {"choices":[{"message":{"content":"hi"}}],"usage":{"prompt_tokens":9,"completion_tokens":2,
            "completion_tokens_details":{"audio_tokens":1}}}""";
    private static final String EMPTY = """
            {"choices":[],"usage":{"prompt_tokens":900,"completion_tokens":2000}}""";
    private static final String ERROR = """
            {"error":{"message":"wrong key","type":"invalid_request_error","code":"invalid_api_key"}}""";

    @Test
    void aFirstAttemptThatIsNotCoveredIsNotSent() {
        try (TestCall test = TestCall.plain()) {
            test.covered = 0;
            FakePool.FakePermit permit = test.pool.grant("a");

            assertThat(code(test.error)).isEqualTo("budget_reserved");
            assertThat(test.opened).isZero();
            assertThat(permit.endings).hasSize(1);
            assertThat(test.held()).isZero();
        }
    }

    @Test
    void aFurtherTargetThatIsNotCoveredEndsTheCallWithTheFailureBefore() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(401, JSON).chunk(ERROR).complete();
            test.pool.refuse(new Refusal.Exhausted());
            test.covered = -1;
            test.second.grant("b");

            assertThat(code(test.error)).isEqualTo("keys_unavailable");
            assertThat(test.opened).isEqualTo(1);
            assertThat(test.held()).isZero();
        }
    }

    @Test
    void aFurtherKeyThatIsNotCoveredEndsTheCallWithTheFailureBefore() {
        try (TestCall test = TestCall.plain()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(200, JSON).chunk(EMPTY).complete();
            test.covered = test.holds.getFirst();
            test.pass(Duration.ofSeconds(2));
            test.pool.grant("b");

            assertThat(code(test.error)).isEqualTo("provider_error");
            assertThat(test.opened).isEqualTo(1);
        }
    }

    @Test
    void aFailedAttemptThatWasBilledIsCoveredBesideTheNext() {
        try (TestCall test = TestCall.plain()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(200, JSON).chunk(EMPTY).complete();
            test.pass(Duration.ofSeconds(2));
            test.pool.grant("b");
            test.upstream.last().sent().head(200, JSON).chunk(ANSWER).complete();

            assertThat(test.parts).extracting(AttemptOpened::number).containsExactly(1, 2);
            long expected = test.holds.getFirst();
            long billed = test.closed.getFirst().usage().tokens().promptTokens();
            assertThat(billed).isEqualTo(900);
            assertThat(test.holds.getLast())
                    .isEqualTo(expected + test.settle().cost().amount().nanos() - costOfTheAnswer(test));
        }
    }

    @Test
    void aTargetThatIsNotCoveredDoesNotEndARequestThatCanWaitForAnother() {
        try (TestCall test = TestCall.plainOnTwoTargets()) {
            test.covered = -1;
            test.pool.refuse(new Refusal.Busy(Duration.ofSeconds(1)));
            test.second.grant("b");
            assertThat(test.isAnswered()).isFalse();

            test.covered = Long.MAX_VALUE;
            test.pool.grant("a");
            test.upstream.last().sent().head(200, JSON).chunk(ANSWER).complete();
            assertThat(test.received).containsExactly(ANSWER);
        }
    }

    @Test
    void whatHasNoPriceCostsNoLessThanAHardBudgetHeld() {
        try (TestCall test = TestCall.plain()) {
            test.isHard = true;
            test.pool.grant("a");
            test.upstream.last().sent().head(200, JSON).chunk(SPOKEN).complete();

            long held = test.holds.getFirst();
            assertThat(test.parts.getFirst().heldNanos()).isEqualTo(held).isPositive();
            assertThat(test.closed.getFirst().usage().cost()).isInstanceOfSatisfying(Cost.Unpriced.class, cost -> {
                assertThat(cost.units()).containsOnlyKeys(Meter.AUDIO_OUTPUT);
                assertThat(cost.priced().nanos()).isLessThan(held);
                assertThat(cost.amount().nanos()).isEqualTo(held);
            });
            assertThat(test.settle().cost()).isEqualTo(new Spend(new NanoDollars(held), true));
        }
    }

    @Test
    void whatHasAPriceCostsThatWhateverWasHeld() {
        try (TestCall test = TestCall.plain()) {
            test.isHard = true;
            test.pool.grant("a");
            test.upstream.last().sent().head(200, JSON).chunk(ANSWER).complete();

            assertThat(test.settle().cost().amount().nanos())
                    .isEqualTo(costOfTheAnswer(test))
                    .isLessThan(test.holds.getFirst());
        }
    }

    @Test
    void whatHasNoPriceCostsWhatHasOneIfNoHardBudgetBinds() {
        try (TestCall test = TestCall.plain()) {
            test.pool.grant("a");
            test.upstream.last().sent().head(200, JSON).chunk(SPOKEN).complete();

            assertThat(test.parts.getFirst().heldNanos()).isZero();
            assertThat(test.closed.getFirst().usage().cost())
                    .isInstanceOfSatisfying(
                            Cost.Unpriced.class,
                            cost -> assertThat(cost.amount()).isEqualTo(cost.priced()));
        }
    }

    private static long costOfTheAnswer(TestCall test) {
        return test.closed.getLast().usage().cost() instanceof Cost.Priced priced
                ? priced.amount().nanos()
                : 0;
    }

    private static @Nullable String code(@Nullable Throwable error) {
        return error instanceof GatewayException refused ? refused.error().code() : null;
    }
}
