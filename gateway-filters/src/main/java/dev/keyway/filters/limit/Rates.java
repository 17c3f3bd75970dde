package dev.keyway.filters.limit;

import dev.keyway.filters.model.Level;
import dev.keyway.filters.model.RateLimits;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rates and concurrency of one scope: what is used of its requests and tokens per minute and of its concurrent requests. A minute is
 * counted from the first request under such a limit on. Guarded by the tenant's lock.
 */
final class Rates {

    /** The request was counted in the minute of requests. */
    private static final int REQUEST_COUNTED = 1;

    /** Its tokens were counted in the minute of tokens. */
    private static final int TOKENS_COUNTED = 2;

    private final Level level;
    private @Nullable SlidingMinute requests;
    private @Nullable SlidingMinute tokens;
    private long concurrent;

    Rates(Level level) {
        this.level = level;
    }

    /** Whether no request is in progress. */
    boolean isIdle() {
        return concurrent == 0;
    }

    /** Why one more request exceeds a limit, for as long as it does; null if it does not. */
    @Nullable
    Shortage exceeded(RateLimits limits, long demandedTokens, Share share, long second) {
        Long most = share.of(limits.concurrentRequests());
        Shortage full = most != null && concurrent >= most ? new Shortage.Concurrency(level, most, concurrent) : null;
        Shortage ofRequests = exceeded("requests per minute", limits.requestsPerMinute(), share, requests, 1, second);
        Shortage ofTokens =
                exceeded("tokens per minute", limits.tokensPerMinute(), share, tokens, demandedTokens, second);
        return Shortage.longer(Shortage.longer(ofTokens, full), ofRequests);
    }

    /** A request that is larger than this gateway's share, and not than the limit, fits into an empty minute. */
    private @Nullable Shortage exceeded(
            String what, @Nullable Long whole, Share share, @Nullable SlidingMinute minute, long need, long second) {
        Long limit = share.of(whole);
        if (limit == null || whole == null) {
            return null;
        }
        long used = minute == null ? 0 : minute.total(second);
        long room = need <= whole ? Math.max(limit, need) : limit;
        if (room - used >= need) {
            return null;
        }
        Duration freeIn =
                need > room || minute == null ? null : Duration.ofSeconds(minute.secondsUntil(room - need, second));
        return new Shortage.Rate(level, what, limit, used, need, freeIn);
    }

    /** A request begins. @return what was counted of it, two bits */
    int take(RateLimits limits, long demandedTokens, long second) {
        concurrent++;
        int counted = 0;
        if (limits.requestsPerMinute() != null || requests != null) {
            requests = requests == null ? new SlidingMinute() : requests;
            requests.add(second, 1, second);
            counted |= REQUEST_COUNTED;
        }
        if (limits.tokensPerMinute() != null || tokens != null) {
            tokens = tokens == null ? new SlidingMinute() : tokens;
            tokens.add(second, demandedTokens, second);
            counted |= TOKENS_COUNTED;
        }
        return counted;
    }

    /**
     * A request has ended. Its tokens correct the second of its admission; one that was not sent gives its rates back.
     *
     * @param counted what was counted when it was taken
     */
    void settle(Hold hold, int counted, int attempts, long usedTokens, long second) {
        concurrent--;
        if (requests != null && attempts == 0 && (counted & REQUEST_COUNTED) != 0) {
            requests.add(hold.second, -1, second);
        }
        if (tokens != null && (counted & TOKENS_COUNTED) != 0) {
            tokens.add(hold.second, (attempts == 0 ? 0 : usedTokens) - hold.tokens, second);
        }
    }

    /** How much of each rate is left; the limits that are not set are left out. */
    List<RateLeft> left(RateLimits limits, Share share, long second) {
        if (limits.equals(RateLimits.NONE)) {
            return List.of();
        }
        return Stream.of(
                        left(RateLeft.Kind.REQUESTS, share.of(limits.requestsPerMinute()), requests, second),
                        left(RateLeft.Kind.TOKENS, share.of(limits.tokensPerMinute()), tokens, second),
                        concurrency(limits, share))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable RateLeft left(
            RateLeft.Kind kind, @Nullable Long limit, @Nullable SlidingMinute minute, long second) {
        if (limit == null) {
            return null;
        }
        long used = minute == null ? 0 : minute.total(second);
        int reset = minute == null || used == 0 ? 0 : minute.secondsUntil(Math.min(used, limit) - 1, second);
        return new RateLeft(level, kind, limit, Math.max(0, limit - used), Duration.ofSeconds(reset));
    }

    private @Nullable RateLeft concurrency(RateLimits limits, Share share) {
        Long most = share.of(limits.concurrentRequests());
        return most == null
                ? null
                : new RateLeft(level, RateLeft.Kind.CONCURRENT, most, Math.max(0, most - concurrent), Duration.ZERO);
    }
}
