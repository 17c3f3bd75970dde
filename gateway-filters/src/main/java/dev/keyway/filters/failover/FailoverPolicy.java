package dev.keyway.filters.failover;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * What a failed attempt costs, and what the request does next: the table of {@code docs/failover-policy.md}.
 *
 * <p>Rule above all: what one caller's request causes must not cost another caller a key.
 */
public final class FailoverPolicy {

    /** Attempts of one request that may end in SERVER, OVERLOAD, CONNECTION or TIMEOUT. */
    public static final int MAX_TROUBLED_ATTEMPTS = 8;

    /** Upstream calls of one request. */
    public static final int MAX_UPSTREAM_CALLS = 20;

    static final int MAX_ATTEMPTS_ON_KEY = 2;
    static final int MAX_TOO_BIG_ATTEMPTS = 2;
    static final Duration RATE_SHORT_UNSTATED = Duration.ofSeconds(60);
    static final Duration RATE_SHORT_LONGEST = Duration.ofHours(1);
    static final Duration QUOTA_HARD = Duration.ofHours(1);
    static final Duration AUTH = Duration.ofMinutes(5);
    static final Duration PERMISSION = Duration.ofHours(1);

    private static final int LARGEST_EXPONENT = 5;
    private static final int JITTER_MILLIS = 1000;

    private final RandomGenerator random;

    /**
     * Makes the policy.
     *
     * @param random spreads the pauses; need not be secure, must be safe for use by several threads
     */
    public FailoverPolicy(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Judges a failed attempt. Reads no state but its arguments and the jitter.
     *
     * @param failure what the attempt ended in
     * @param history the request's attempts so far, this one included
     * @param now the time from which stated waits count
     */
    public Verdict judge(Failure failure, AttemptHistory history, Instant now) {
        Verdict verdict = byClass(failure, history, now);
        return isUsedUp(history) ? new Verdict(verdict.penalty(), new NextStep.Stop()) : verdict;
    }

    private static boolean isUsedUp(AttemptHistory history) {
        return history.upstreamCalls() >= MAX_UPSTREAM_CALLS || history.troubledAttempts() >= MAX_TROUBLED_ATTEMPTS;
    }

    private Verdict byClass(Failure failure, AttemptHistory history, Instant now) {
        return switch (failure.kind()) {
            case SERVER, CONNECTION ->
                new Verdict(new Penalty.Suspect(history.bodyDigest()), againOrNext(history.attemptsOnKey()));
            case TIMEOUT -> new Verdict(new Penalty.Suspect(history.bodyDigest()), nextKey());
            case OVERLOAD ->
                new Verdict(new Penalty.Provider(), new NextStep.NextKey(pause(history.troubledAttempts() - 1), true));
            case RATE_SHORT -> new Verdict(forModel(now.plus(shortWait(failure)), failure), nextKey());
            case RATE_DAY -> new Verdict(forModel(dailyReset(failure, now), failure), nextKey());
            case TOO_BIG -> new Verdict(new Penalty.Nothing(), elsewhereOnce(history.tooBigAttempts()));
            case QUOTA_HARD ->
                new Verdict(new Penalty.Account(quotaWait(failure, now), failure.kind()), nextKeyElsewhere());
            case AUTH -> new Verdict(new Penalty.Key(AUTH, failure.kind(), failure.message()), nextKey());
            case PERMISSION ->
                failure.unexplained()
                        ? new Verdict(new Penalty.Nothing(), new NextStep.Compare())
                        : new Verdict(new Penalty.KeyForModel(PERMISSION, failure.kind()), nextKey());
            case BAD_REQUEST -> new Verdict(new Penalty.Nothing(), compareOrStop(failure));
            case CONTEXT, FILTER -> new Verdict(new Penalty.Nothing(), new NextStep.Stop());
        };
    }

    private NextStep againOrNext(int attemptsOnKey) {
        return attemptsOnKey < MAX_ATTEMPTS_ON_KEY ? new NextStep.SameKey(pause(attemptsOnKey - 1)) : nextKey();
    }

    private static NextStep compareOrStop(Failure failure) {
        return failure.unexplained() ? new NextStep.Compare() : new NextStep.Stop();
    }

    private static NextStep nextKey() {
        return new NextStep.NextKey(Duration.ZERO, false);
    }

    private static NextStep nextKeyElsewhere() {
        return new NextStep.NextKey(Duration.ZERO, true);
    }

    private static NextStep elsewhereOnce(int tooBigAttempts) {
        return tooBigAttempts < MAX_TOO_BIG_ATTEMPTS ? nextKeyElsewhere() : new NextStep.Stop();
    }

    /** 2^n seconds and up to one more. */
    private Duration pause(int n) {
        int exponent = Math.clamp(n, 0, LARGEST_EXPONENT);
        return Duration.ofSeconds(1L << exponent).plusMillis(random.nextInt(JITTER_MILLIS));
    }

    private static Penalty forModel(Instant until, Failure failure) {
        return new Penalty.AccountForModel(until, failure.kind());
    }

    private static Duration shortWait(Failure failure) {
        Duration stated = failure.retryAfter();
        if (stated == null || !stated.isPositive()) {
            return RATE_SHORT_UNSTATED;
        }
        return stated.compareTo(RATE_SHORT_LONGEST) > 0 ? RATE_SHORT_LONGEST : stated;
    }

    private static Instant dailyReset(Failure failure, Instant now) {
        Instant stated = failure.until();
        if (stated != null && stated.isAfter(now)) {
            return stated;
        }
        return now.atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(1)
                .toInstant();
    }

    private static Duration quotaWait(Failure failure, Instant now) {
        Instant stated = failure.until();
        if (stated == null || !stated.isAfter(now)) {
            return QUOTA_HARD;
        }
        Duration left = Duration.between(now, stated);
        return left.compareTo(QUOTA_HARD) < 0 ? left : QUOTA_HARD;
    }
}
