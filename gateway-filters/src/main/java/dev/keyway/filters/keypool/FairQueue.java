package dev.keyway.filters.keypool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one model: round robin over the lines of the teams, first come first served within a line. A line
 * keeps more than half of the places only while no other needs them.
 */
final class FairQueue {

    /** By the demands' lane, in the order of their turns. */
    private final Map<String, LinkedHashSet<Waiter>> lines = new LinkedHashMap<>();

    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean contains(Waiter waiter) {
        LinkedHashSet<Waiter> line = lines.get(waiter.demand.lane());
        return line != null && line.contains(waiter);
    }

    /** Whether a demand of this line may join at once: there is a place, and its line holds no more than its share. */
    boolean hasPlaceFor(String line, int places) {
        boolean hasCompany = lines.size() > (lines.containsKey(line) ? 1 : 0);
        return size < places && !(hasCompany && lengthOf(line) >= Math.max(1, places / 2));
    }

    /**
     * The one who must leave a full queue so that another line gets a place: the last of the longest line, if that holds
     * more than half. Null if there is none, or if the newcomer's own line is the longest.
     */
    @Nullable
    Waiter displacedBy(String newcomer, int places) {
        String longest = null;
        for (Map.Entry<String, LinkedHashSet<Waiter>> line : lines.entrySet()) {
            boolean holdsTooMuch = line.getValue().size() > Math.max(1, places / 2);
            if (holdsTooMuch && !line.getKey().equals(newcomer)) {
                longest = line.getKey();
            }
        }
        LinkedHashSet<Waiter> line = longest == null ? null : lines.get(longest);
        return line == null || size < places ? null : line.getLast();
    }

    /** The last in a line who answers a description, or null. */
    @Nullable
    Waiter lastIn(String line, Predicate<Waiter> description) {
        LinkedHashSet<Waiter> own = lines.get(line);
        return own == null
                ? null
                : own.reversed().stream().filter(description).findFirst().orElse(null);
    }

    void add(Waiter waiter) {
        lines.computeIfAbsent(waiter.demand.lane(), name -> new LinkedHashSet<>())
                .add(waiter);
        size++;
    }

    /** @return whether it was there */
    boolean remove(Waiter waiter) {
        String name = waiter.demand.lane();
        LinkedHashSet<Waiter> line = lines.get(name);
        if (line == null || !line.remove(waiter)) {
            return false;
        }
        size--;
        if (line.isEmpty()) {
            lines.remove(name);
        }
        return true;
    }

    /** Takes out the first in turn who fits; its line then goes to the end. */
    @Nullable
    Waiter takeFirst(Predicate<Waiter> fits) {
        for (LinkedHashSet<Waiter> line : lines.values()) {
            for (Waiter waiter : line) {
                if (fits.test(waiter)) {
                    remove(waiter);
                    moveToTheEnd(waiter.demand.lane());
                    return waiter;
                }
            }
        }
        return null;
    }

    private void moveToTheEnd(String name) {
        LinkedHashSet<Waiter> line = lines.remove(name);
        if (line != null) {
            lines.put(name, line);
        }
    }

    /** How many have their turn before one who joins this line now. */
    int aheadOf(String line) {
        int own = lengthOf(line);
        int ahead = own;
        for (Map.Entry<String, LinkedHashSet<Waiter>> other : lines.entrySet()) {
            if (!other.getKey().equals(line)) {
                ahead += Math.min(other.getValue().size(), own);
            }
        }
        return ahead;
    }

    List<Waiter> all() {
        List<Waiter> all = new ArrayList<>(size);
        lines.values().forEach(all::addAll);
        return all;
    }

    private int lengthOf(String line) {
        LinkedHashSet<Waiter> own = lines.get(line);
        return own == null ? 0 : own.size();
    }
}
