package dev.keyway.testkit.provider;

import java.time.Duration;
import java.util.Random;

/** How long the provider's own answers take to begin. */
@FunctionalInterface
public interface Latency {

    Duration next();

    /** None. */
    static Latency none() {
        return () -> Duration.ZERO;
    }

    /** Always the same. */
    static Latency fixed(Duration duration) {
        return () -> duration;
    }

    /** Evenly between two bounds, drawn with a seed. */
    static Latency between(Duration least, Duration most, long seed) {
        Random random = new Random(seed);
        return () ->
                Duration.ofNanos(least.toNanos() + (long) (random.nextDouble() * (most.toNanos() - least.toNanos())));
    }

    /** Log-normal around a median with that 99th percentile, drawn with a seed: a few are very slow, as in life. */
    static Latency skewed(Duration median, Duration p99, long seed) {
        Random random = new Random(seed);
        double middle = Math.log((double) median.toNanos());
        double spread = (Math.log((double) p99.toNanos()) - middle) / 2.3263;
        return () -> Duration.ofNanos((long) Math.exp(middle + spread * random.nextGaussian()));
    }
}
