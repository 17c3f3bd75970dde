package dev.keyway.filters.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the number of different values of a metric's label bounded: callers choose model names. Those that were never
 * served have places of their own, so that they cannot take those of others.
 */
final class BoundedLabels {

    /** What every further value is called. */
    static final String OTHER = "other";

    private final int mostServed;
    private final int mostUnserved;
    private final Set<String> served = ConcurrentHashMap.newKeySet();
    private final Set<String> unserved = ConcurrentHashMap.newKeySet();

    BoundedLabels(int mostServed, int mostUnserved) {
        this.mostServed = mostServed;
        this.mostUnserved = mostUnserved;
    }

    /** The value if it was seen before, else {@link #OTHER}; never takes a place. */
    String ifKnown(String value) {
        return served.contains(value) || unserved.contains(value) ? value : OTHER;
    }

    /** The value of something that was served. */
    String ofServed(String value) {
        return placed(value, served, mostServed) || unserved.contains(value) ? value : OTHER;
    }

    /** The value of something that could not be served, which may not exist at all. */
    String ofUnserved(String value) {
        return served.contains(value) || placed(value, unserved, mostUnserved) ? value : OTHER;
    }

    private static boolean placed(String value, Set<String> places, int most) {
        if (places.contains(value)) {
            return true;
        }
        return places.size() < most && places.add(value);
    }
}
