package dev.keyway.catalogue.glob;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Many patterns, found by what is before their first {@code *}: others are not compared. */
public final class GlobSet {

    private final Set<Glob> all;
    private final NavigableMap<Integer, Map<String, List<Glob>>> byHead = new TreeMap<>();

    public GlobSet(Collection<Glob> globs) {
        all = new HashSet<>(globs);
        for (Glob glob : all) {
            if (glob.hasStar()) {
                byHead.computeIfAbsent(glob.head().length(), length -> new HashMap<>())
                        .computeIfAbsent(glob.head(), head -> new ArrayList<>())
                        .add(glob);
            }
        }
    }

    /**
     * Whether one of them {@linkplain Glob#covers(Glob) covers} a pattern. False as well where the steps are used up: ask
     * them.
     */
    public boolean covers(Glob other, MatchSteps steps) {
        if (steps.areUsedUp()) {
            return false;
        }
        if (all.contains(other)) {
            return true;
        }
        String text = other.toString();
        for (Map.Entry<Integer, Map<String, List<Glob>>> heads :
                byHead.headMap(text.length(), true).entrySet()) {
            int length = heads.getKey();
            if (!steps.take(length + 1L)) {
                return false;
            }
            for (Glob glob : heads.getValue().getOrDefault(text.substring(0, length), List.of())) {
                if (glob.matches(text, steps)) {
                    return true;
                }
            }
        }
        return false;
    }
}
