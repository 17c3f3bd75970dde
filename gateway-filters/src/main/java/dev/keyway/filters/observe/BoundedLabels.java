package dev.keyway.filters.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the number of different values of a metric's label bounded: callers choose model names. */
final class BoundedLabels {

    /** What every further value is called. */
    static final String OTHER = "other";

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    BoundedLabels(int most) {
        this.most = most;
    }

    /** The value if it was seen before, else {@link #OTHER}; never takes a place. */
    String ifKnown(String value) {
        return known.contains(value) ? value : OTHER;
    }

    String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        if (known.size() >= most) {
            return OTHER;
        }
        known.add(value);
        return value;
    }
}
