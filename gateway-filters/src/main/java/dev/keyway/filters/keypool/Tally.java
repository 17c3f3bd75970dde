package dev.keyway.filters.keypool;

import java.util.TreeMap;

/** How many keys have which standing, to know the lowest at any time. */
final class Tally {

    private final TreeMap<Long, Integer> keysByStanding = new TreeMap<>();

    void add(long standing) {
        keysByStanding.merge(standing, 1, Integer::sum);
    }

    void remove(long standing) {
        keysByStanding.computeIfPresent(standing, (same, keys) -> keys > 1 ? keys - 1 : null);
    }

    /** The lowest standing, or 0 where there is no key. */
    long lowest() {
        return keysByStanding.isEmpty() ? 0 : keysByStanding.firstKey();
    }
}
