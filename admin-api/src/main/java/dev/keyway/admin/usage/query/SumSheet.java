package dev.keyway.admin.usage.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sums by interval and group.
 *
 * @param groups the groups that are shown, in their order
 * @param sums those of intervals and groups that have any
 */
record SumSheet(List<String> groups, Map<Slot, UsageSums> sums, boolean ofSupply) {

    /** What a slot has the sums of. */
    enum Kind {
        TOTAL,
        GROUP,
        OTHERS
    }

    /**
     * Place in a sheet.
     *
     * @param interval 1-based
     * @param group null for all kinds but groups
     */
    record Slot(int interval, Kind kind, @Nullable String group) {

        static Slot total(int interval) {
            return new Slot(interval, Kind.TOTAL, null);
        }

        static Slot group(int interval, String group) {
            return new Slot(interval, Kind.GROUP, group);
        }

        static Slot others(int interval) {
            return new Slot(interval, Kind.OTHERS, null);
        }
    }

    boolean hasOthers() {
        return sums.keySet().stream().anyMatch(slot -> slot.kind() == Kind.OTHERS);
    }

    UsageSums get(Slot slot) {
        return sums.getOrDefault(slot, UsageSums.none(ofSupply));
    }

    /** The same with what is left of each total without the groups, if anything is. */
    SumSheet withOthers() {
        Map<Slot, UsageSums> all = new HashMap<>(sums);
        sums.forEach((slot, total) -> {
            if (slot.kind() == Kind.TOTAL) {
                UsageSums others = total.without(groups.stream()
                        .map(group -> get(Slot.group(slot.interval(), group)))
                        .toList());
                if (!others.isNothing()) {
                    all.put(Slot.others(slot.interval()), others);
                }
            }
        });
        return new SumSheet(groups, all, ofSupply);
    }

    /** The intervals, in their order, that have something in a kind of slot. */
    List<Slot> slots(int intervals, IntFunction<Slot> kind) {
        List<Slot> found = new ArrayList<>();
        for (int interval = 1; interval <= intervals; interval++) {
            Slot slot = kind.apply(interval);
            if (sums.containsKey(slot)) {
                found.add(slot);
            }
        }
        return found;
    }

    /** The same with latencies; where none were measured, all are null. */
    SumSheet with(Map<Slot, UsageLatency> latencies) {
        Map<Slot, UsageSums> all = new HashMap<>(sums);
        all.putIfAbsent(Slot.total(1), UsageSums.none(ofSupply));
        all.replaceAll((slot, sum) -> sum.with(latencies.getOrDefault(slot, UsageLatency.NONE)));
        return new SumSheet(groups, all, ofSupply);
    }
}
