package dev.keyway.filters.quota;

import dev.keyway.catalogue.quota.QuotaHeader;
import dev.keyway.catalogue.quota.Refill;

/**
 * One limit of one account as its last answer told it, with what was sent since. Believed for a minute at most, the length
 * of a plain cooldown, so that no header can block a key for longer. Times are milliseconds.
 */
final class QuotaView {

    /** How long what an answer said is believed. */
    static final long BELIEVED = 60_000;

    private static final double ROUNDING = 1e-6;

    final QuotaHeader header;
    private final RefillRate rate = new RefillRate();
    private double size;
    private double level;
    private long at;
    private long believedUntil;
    private boolean isResetKnown;

    QuotaView(QuotaHeader header) {
        this.header = header;
    }

    /** @param sentLater what the requests take that were sent after the one that this answers */
    void heard(QuotaReading reading, long sentLater, long now) {
        rate.heard(reading);
        size = reading.limit() > 0 ? (double) reading.limit() : Math.max(size, (double) reading.remaining());
        level = (double) Math.max(0, reading.remaining() - header.grain() / 2) - sentLater;
        at = now;
        believedUntil = now + BELIEVED;
        isResetKnown = header.refill() == Refill.AT_RESET && reading.resetMillis() >= 0;
        if (isResetKnown) {
            believedUntil = Math.min(believedUntil, now + reading.resetMillis());
        }
    }

    /** An answer to a request that was sent before another that has been answered: old news but for the rate. */
    void heardLate(QuotaReading reading) {
        rate.heard(reading);
    }

    /**
     * Takes off what a request needs.
     *
     * @return how much that is; an estimate above the whole limit says nothing, so it takes nothing
     */
    long take(RequestCost cost, long now) {
        long amount = cost.of(header.unit());
        if (amount > size) {
            return 0;
        }
        level = available(now) - amount;
        at = now;
        return amount;
    }

    boolean admits(RequestCost cost, long now) {
        return now >= believedUntil || available(now) + ROUNDING >= need(cost) || !isLimiting();
    }

    /** The first moment at which a request fits if no other is sent; now if it fits or nothing is known. */
    long admitsAt(RequestCost cost, long now) {
        if (admits(cost, now)) {
            return now;
        }
        double perMilli = rate.perMilli();
        if (perMilli == 0) {
            return believedUntil;
        }
        double wait = Math.max(1, Math.ceil((need(cost) - available(now)) / perMilli - ROUNDING));
        return wait >= believedUntil - now ? believedUntil : now + (long) wait;
    }

    private long need(RequestCost cost) {
        long amount = cost.of(header.unit());
        return amount > size ? 1 : Math.max(1, amount);
    }

    /** Whether it is known when something comes back; without that the cooldowns do the work. */
    private boolean isLimiting() {
        return rate.perMilli() > 0 || isResetKnown;
    }

    double available(long now) {
        return Math.min(size, level + rate.perMilli() * Math.max(0, now - at));
    }

    double perMilli() {
        return rate.perMilli();
    }

    boolean isWellKnown(long now) {
        return now < believedUntil && rate.isWellKnown();
    }
}
