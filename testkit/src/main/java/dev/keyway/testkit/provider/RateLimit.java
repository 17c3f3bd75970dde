package dev.keyway.testkit.provider;

/**
 * What one key (or account) may send: two token buckets, one of requests and one of tokens.
 *
 * @param requestsPerSecond refill of the requests' bucket
 * @param burst its size, which is also the limit in the headers
 * @param tokensPerSecond refill of the tokens' bucket
 * @param tokenBurst its size
 */
public record RateLimit(double requestsPerSecond, int burst, double tokensPerSecond, int tokenBurst) {

    private static final int BOUNDLESS = 2_000_000_000;

    public RateLimit {
        if (requestsPerSecond <= 0 || burst < 1 || tokensPerSecond <= 0 || tokenBurst < 1) {
            throw new IllegalArgumentException("rates and bursts must be above zero");
        }
    }

    /** Requests only; tokens are limited so widely that nothing meets the limit. */
    public static RateLimit requests(double perSecond, int burst) {
        return new RateLimit(perSecond, burst, BOUNDLESS, BOUNDLESS);
    }
}
