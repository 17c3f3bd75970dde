package dev.keyway.filters.keypool.concurrency;

import org.jspecify.annotations.Nullable;

/** Sum of the limits of calls in flight of some keys for one model. */
public final class LimitSum {

    private int keys;
    private long learnt;
    private int limited;
    private int unlimited;
    private long limits;

    /** @param limit of the key itself, null for none */
    public void add(@Nullable Integer limit, LearntConcurrencyLimit learntLimit) {
        count(limit, learntLimit, 1);
    }

    public void remove(@Nullable Integer limit, LearntConcurrencyLimit learntLimit) {
        count(limit, learntLimit, -1);
    }

    /** The learnt limit of a key without one of its own has changed. */
    public void learnt(int change) {
        learnt += change;
    }

    private void count(@Nullable Integer own, LearntConcurrencyLimit learntLimit, int sign) {
        keys += sign;
        if (own == null) {
            learnt += (long) sign * learntLimit.calls();
        } else if (own == 0) {
            unlimited += sign;
        } else {
            limited += sign;
            limits += (long) sign * own;
        }
    }

    /** Calls that all of them can have in flight, without those of others; 0 where that has no bound. */
    public long slots(@Nullable Integer fixed, @Nullable LimitSum others) {
        if (unlimited > (others == null ? 0 : others.unlimited)) {
            return 0;
        }
        long own = limits - (others == null ? 0 : others.limits);
        if (fixed == null) {
            return own + learnt - (others == null ? 0 : others.learnt);
        }
        int rest = keys - limited - (others == null ? 0 : others.keys - others.limited);
        return fixed == 0 && rest > 0 ? 0 : own + (long) rest * fixed;
    }
}
