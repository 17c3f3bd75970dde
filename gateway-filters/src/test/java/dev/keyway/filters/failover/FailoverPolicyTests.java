package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverPolicyTests {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RandomGenerator NO_JITTER = () -> 0L;
    private static final AttemptHistory FIRST = new AttemptHistory(1, 1, 1, 1, 42);

    private final FailoverPolicy policy = new FailoverPolicy(NO_JITTER);

    private Verdict judge(FailureClass kind) {
        return policy.judge(Failure.of(kind, "because"), FIRST, NOW);
    }

    private static Failure rateLimit(Duration retryAfter) {
        return new Failure(FailureClass.RATE_SHORT, 429, "", null, null, null, retryAfter, null);
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER", "CONNECTION"})
    void triesTheSameKeyOnceMoreThenTheNext(FailureClass kind) {
        Verdict first = judge(kind);
        Verdict second = policy.judge(Failure.of(kind, ""), new AttemptHistory(2, 2, 2, 0, 42), NOW);

        assertThat(first).isEqualTo(new Verdict(new Penalty.Suspect(42), new NextStep.SameKey(Duration.ofSeconds(1))));
        assertThat(first.keyMayServeAgain(NOW)).isTrue();
        assertThat(second).isEqualTo(new Verdict(new Penalty.Suspect(42), new NextStep.NextKey(Duration.ZERO, false)));
        assertThat(second.keyMayServeAgain(NOW)).isFalse();
    }

    @Test
    void triesNoKeyTwiceAfterATimeout() {
        assertThat(judge(FailureClass.TIMEOUT))
                .isEqualTo(new Verdict(new Penalty.Suspect(42), new NextStep.NextKey(Duration.ZERO, false)));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "4,8", "5,16", "6,32", "7,32"})
    void waitsLongerWithEachOverloadAndPrefersAnotherAccount(int troubled, long seconds) {
        AttemptHistory history = new AttemptHistory(troubled, troubled, 1, 0, 42);

        Verdict verdict = policy.judge(Failure.of(FailureClass.OVERLOAD, ""), history, NOW);

        assertThat(verdict)
                .isEqualTo(
                        new Verdict(new Penalty.Provider(), new NextStep.NextKey(Duration.ofSeconds(seconds), true)));
        assertThat(verdict.keyMayServeAgain(NOW))
                .as("it was not the key's fault")
                .isTrue();
    }

    @Test
    void spreadsPausesByUpToASecond() {
        RandomGenerator random = new java.util.SplittableRandom(7);
        FailoverPolicy jittery = new FailoverPolicy(random);
        for (int i = 0; i < 1000; i++) {
            Verdict verdict = jittery.judge(Failure.of(FailureClass.SERVER, ""), FIRST, NOW);
            assertThat(verdict.next())
                    .isInstanceOfSatisfying(
                            NextStep.SameKey.class,
                            step -> assertThat(step.after()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1999)));
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0.25S,PT0.25S", "PT45S,PT45S", "PT5H,PT1H", "PT0S,PT60S", "PT-3S,PT60S"})
    void coolsForTheStatedRateLimitWithinReason(Duration stated, Duration cooled) {
        assertThat(policy.judge(rateLimit(stated), FIRST, NOW).penalty())
                .isEqualTo(new Penalty.AccountForModel(NOW.plus(cooled), FailureClass.RATE_SHORT));
    }

    @Test
    void coolsForAMinuteIfNothingIsStated() {
        assertThat(judge(FailureClass.RATE_SHORT))
                .isEqualTo(new Verdict(
                        new Penalty.AccountForModel(NOW.plusSeconds(60), FailureClass.RATE_SHORT),
                        new NextStep.NextKey(Duration.ZERO, false)));
    }

    @Test
    void letsTheSameRequestWaitForARateLimitOfUnderTenSeconds() {
        assertThat(policy.judge(rateLimit(Duration.ofMillis(9_999)), FIRST, NOW).keyMayServeAgain(NOW))
                .isTrue();
        assertThat(policy.judge(rateLimit(Duration.ofSeconds(10)), FIRST, NOW).keyMayServeAgain(NOW))
                .isFalse();
    }

    @Test
    void coolsUntilTheDailyReset() {
        Instant reset = NOW.plusSeconds(12_345);
        Failure stated = new Failure(FailureClass.RATE_DAY, 429, "", null, null, null, null, reset);

        assertThat(policy.judge(stated, FIRST, NOW).penalty())
                .isEqualTo(new Penalty.AccountForModel(reset, FailureClass.RATE_DAY));
        assertThat(judge(FailureClass.RATE_DAY))
                .isEqualTo(new Verdict(
                        new Penalty.AccountForModel(Instant.parse("2026-11-24T00:00:00Z"), FailureClass.RATE_DAY),
                        new NextStep.NextKey(Duration.ZERO, false)));
    }

    @Test
    void triesOneKeyOfAnotherAccountForWhatIsTooBig() {
        assertThat(judge(FailureClass.TOO_BIG))
                .isEqualTo(new Verdict(new Penalty.Nothing(), new NextStep.NextKey(Duration.ZERO, true)));
        assertThat(policy.judge(Failure.of(FailureClass.TOO_BIG, ""), new AttemptHistory(2, 0, 1, 2, 42), NOW))
                .isEqualTo(new Verdict(new Penalty.Nothing(), new NextStep.Stop()));
    }

    @Test
    void penalizesTheAccountThatHasNoMoneyForAnHourOrLessIfStated() {
        Failure soon = new Failure(FailureClass.QUOTA_HARD, 429, "", null, null, null, null, NOW.plusSeconds(90));
        Failure late = new Failure(FailureClass.QUOTA_HARD, 429, "", null, null, null, null, NOW.plusSeconds(9000));

        assertThat(judge(FailureClass.QUOTA_HARD))
                .isEqualTo(new Verdict(
                        new Penalty.Account(Duration.ofHours(1), FailureClass.QUOTA_HARD),
                        new NextStep.NextKey(Duration.ZERO, true)));
        assertThat(policy.judge(soon, FIRST, NOW).penalty())
                .isEqualTo(new Penalty.Account(Duration.ofSeconds(90), FailureClass.QUOTA_HARD));
        assertThat(policy.judge(late, FIRST, NOW).penalty())
                .isEqualTo(new Penalty.Account(Duration.ofHours(1), FailureClass.QUOTA_HARD));
    }

    @Test
    void penalizesARejectedKeyAndOneThatMayNotUseTheModel() {
        assertThat(judge(FailureClass.AUTH))
                .isEqualTo(new Verdict(
                        new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, "because"),
                        new NextStep.NextKey(Duration.ZERO, false)));
        assertThat(judge(FailureClass.PERMISSION))
                .isEqualTo(new Verdict(
                        new Penalty.KeyForModel(Duration.ofHours(1), FailureClass.PERMISSION),
                        new NextStep.NextKey(Duration.ZERO, false)));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTEXT", "FILTER", "BAD_REQUEST"})
    void penalizesNothingForARequestsOwnFaultAndStops(FailureClass kind) {
        assertThat(judge(kind)).isEqualTo(new Verdict(new Penalty.Nothing(), new NextStep.Stop()));
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void stopsAfterEightTroubledAttemptsOrTwentyCallsButStillPenalizes(FailureClass kind) {
        Failure failure = Failure.of(kind, "because");

        Verdict eighth = policy.judge(failure, new AttemptHistory(9, 8, 1, 1, 42), NOW);
        Verdict twentieth = policy.judge(failure, new AttemptHistory(20, 0, 1, 1, 42), NOW);
        Verdict before = policy.judge(failure, new AttemptHistory(19, 7, 1, 1, 42), NOW);

        assertThat(eighth).isEqualTo(new Verdict(judge(kind).penalty(), new NextStep.Stop()));
        assertThat(twentieth).isEqualTo(new Verdict(judge(kind).penalty(), new NextStep.Stop()));
        assertThat(before.next() instanceof NextStep.Stop).isEqualTo(kind.isTheRequestsFault());
    }
}
