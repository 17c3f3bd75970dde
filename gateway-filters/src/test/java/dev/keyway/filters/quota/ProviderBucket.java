package dev.keyway.filters.quota;

import dev.keyway.catalogue.quota.QuotaHeader;
import dev.keyway.catalogue.quota.QuotaHeaders;

/** A provider's token bucket, and what its headers say of it. Milliseconds. */
final class ProviderBucket {

    static final QuotaHeader REQUESTS = QuotaHeaders.of("openai").get(0);
    static final QuotaHeader TOKENS = QuotaHeaders.of("openai").get(1);

    final double perMilli;
    final int size;
    private double level;
    private long at;

    ProviderBucket(double perMilli, int size, long now) {
        this.perMilli = perMilli;
        this.size = size;
        this.level = size;
        this.at = now;
    }

    double level(long now) {
        level = Math.min(size, level + perMilli * (now - at));
        at = now;
        return level;
    }

    boolean take(double amount, long now) {
        if (level(now) + 1e-9 < amount) {
            return false;
        }
        level -= amount;
        return true;
    }

    QuotaReading told(QuotaHeader header, long now) {
        double left = level(now);
        return new QuotaReading(
                header, size, (long) Math.floor(left + 1e-9), (long) Math.ceil((size - left) / perMilli - 1e-9));
    }
}
