package dev.keyway.filters.keypool.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fair queue of the demands for one model: round robin over the lines of the fairness keys, first come first served within a
 * line. A line holds more than half of the places only while no other needs them.
 */
public final class FairQueue<W extends Queued> {

    /** By fairness key, in the order of their turns. */
    private final Map<String, LinkedHashSet<W>> lines = new LinkedHashMap<>();

    private int size;

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    boolean contains(W waiter) {
        LinkedHashSet<W> line = lines.get(waiter.fairnessKey());
        return line != null && line.contains(waiter);
    }

    /** Whether a demand with this fairness key may join at once: there is a place, and its line holds no more than its share. */
    public boolean hasPlaceFor(String fairnessKey, int places) {
        boolean hasCompany = lines.size() > (lines.containsKey(fairnessKey) ? 1 : 0);
        return size < places && !(hasCompany && lengthOf(fairnessKey) >= Math.max(1, places / 2));
    }

    /**
     * The one who must leave a full queue so that another line gets a place: the last of the longest line, if that holds
     * more than half. Null if there is none, or if the newcomer's own line is the longest.
     */
    @Nullable
    public W displacedBy(String newcomer, int places) {
        String longest = null;
        for (Map.Entry<String, LinkedHashSet<W>> line : lines.entrySet()) {
            boolean holdsTooMuch = line.getValue().size() > Math.max(1, places / 2);
            if (holdsTooMuch && !line.getKey().equals(newcomer)) {
                longest = line.getKey();
            }
        }
        LinkedHashSet<W> line = longest == null ? null : lines.get(longest);
        return line == null || size < places ? null : line.getLast();
    }

    /** The last in the line of a fairness key who answers a description, or null. */
    @Nullable
    public W lastIn(String fairnessKey, Predicate<W> description) {
        LinkedHashSet<W> own = lines.get(fairnessKey);
        return own == null
                ? null
                : own.reversed().stream().filter(description).findFirst().orElse(null);
    }

    public void add(W waiter) {
        lines.computeIfAbsent(waiter.fairnessKey(), key -> new LinkedHashSet<>())
                .add(waiter);
        size++;
    }

    /** @return whether it was there */
    public boolean remove(W waiter) {
        String fairnessKey = waiter.fairnessKey();
        LinkedHashSet<W> line = lines.get(fairnessKey);
        if (line == null || !line.remove(waiter)) {
            return false;
        }
        size--;
        if (line.isEmpty()) {
            lines.remove(fairnessKey);
        }
        return true;
    }

    /** Takes out the first in turn who fits; its line then goes to the end. */
    @Nullable
    public W takeFirst(Predicate<W> fits) {
        for (LinkedHashSet<W> line : lines.values()) {
            for (W waiter : line) {
                if (fits.test(waiter)) {
                    remove(waiter);
                    moveToTheEnd(waiter.fairnessKey());
                    return waiter;
                }
            }
        }
        return null;
    }

    private void moveToTheEnd(String fairnessKey) {
        LinkedHashSet<W> line = lines.remove(fairnessKey);
        if (line != null) {
            lines.put(fairnessKey, line);
        }
    }

    /** How many have their turn before one who joins with this fairness key now. */
    public int aheadOf(String fairnessKey) {
        int own = lengthOf(fairnessKey);
        int ahead = own;
        for (Map.Entry<String, LinkedHashSet<W>> other : lines.entrySet()) {
            if (!other.getKey().equals(fairnessKey)) {
                ahead += Math.min(other.getValue().size(), own);
            }
        }
        return ahead;
    }

    public List<W> all() {
        List<W> all = new ArrayList<>(size);
        lines.values().forEach(all::addAll);
        return all;
    }

    private int lengthOf(String fairnessKey) {
        LinkedHashSet<W> own = lines.get(fairnessKey);
        return own == null ? 0 : own.size();
    }
}
