package dev.keyway.filters.keypool.choice;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Histogram of the standings of keys, which has the lowest at hand. */
public final class StandingHistogram {

    /** A power of two. Most keys have one of two standings, one call apart, and these are found without a search. */
    private static final int AT_HAND = 4;

    private static final class Count {

        final long standing;
        int keys;

        Count(long standing) {
            this.standing = standing;
        }
    }

    private final TreeMap<Long, Count> byStanding = new TreeMap<>();
    private final @Nullable Count[] atHand = new Count[AT_HAND];

    public void add(long standing) {
        count(standing).keys++;
    }

    public void remove(long standing) {
        Count count = count(standing);
        count.keys--;
        if (count.keys <= 0) {
            byStanding.remove(standing);
            atHand[place(standing)] = null;
        }
    }

    /** The lowest standing, or 0 where there is no key. */
    public long lowest() {
        return byStanding.isEmpty() ? 0 : byStanding.firstKey();
    }

    private Count count(long standing) {
        int place = place(standing);
        Count known = atHand[place];
        if (known != null && known.standing == standing) {
            return known;
        }
        Count found = byStanding.computeIfAbsent(standing, Count::new);
        atHand[place] = found;
        return found;
    }

    private static int place(long standing) {
        return (int) standing & (AT_HAND - 1);
    }
}
