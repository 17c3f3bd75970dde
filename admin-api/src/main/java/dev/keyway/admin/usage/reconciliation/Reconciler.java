package dev.keyway.admin.usage.reconciliation;

import dev.keyway.admin.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares an invoice with what is booked.
 *
 * @param tolerance nano-dollars by which a line may differ
 */
record Reconciler(long tolerance) {

    private static final Amounts NOTHING = new Amounts(List.of(), Map.of(), 0);

    Reconciliation compare(
            NavigableMap<DayModel, Amounts> invoiced,
            NavigableMap<DayModel, Amounts> booked,
            List<Reconciliation.Invalid> invalid) {
        TreeSet<DayModel> keys = new TreeSet<>(invoiced.keySet());
        booked.forEach((key, amounts) -> {
            if (amounts.nanos() != 0 || isUsed(amounts)) {
                keys.add(key);
            }
        });
        List<Reconciliation.ReconciledLine> lines = new ArrayList<>();
        Map<Explanation, long[]> explained = new TreeMap<>();
        long ours = 0;
        long theirs = 0;
        for (DayModel key : keys) {
            Amounts their = invoiced.get(key);
            Amounts our = booked.get(key);
            Reconciliation.ReconciledLine line = line(key, their, our);
            lines.add(line);
            ours = Math.addExact(ours, nanos(our));
            theirs = Math.addExact(theirs, nanos(their));
            long[] sums = explained.computeIfAbsent(line.explanation(), unused -> new long[2]);
            sums[0]++;
            sums[1] = Math.addExact(sums[1], Math.subtractExact(nanos(their), nanos(our)));
        }
        LocalDate first = invoiced.isEmpty() ? null : invoiced.firstKey().day();
        LocalDate last = invoiced.isEmpty() ? null : invoiced.lastKey().day();
        return new Reconciliation(
                first,
                last,
                text(ours),
                text(theirs),
                text(Math.subtractExact(theirs, ours)),
                Arrays.stream(Explanation.values())
                        .filter(explained::containsKey)
                        .map(one -> {
                            long[] sums = explained.getOrDefault(one, new long[2]);
                            return new Reconciliation.Explained(one, (int) sums[0], text(sums[1]));
                        })
                        .toList(),
                lines,
                invalid);
    }

    private Reconciliation.ReconciledLine line(DayModel key, @Nullable Amounts their, @Nullable Amounts our) {
        long difference = Math.subtractExact(nanos(their), nanos(our));
        Map<String, Reconciliation.Quantities> quantities =
                their == null || our == null ? Map.of() : differing(their, our);
        return new Reconciliation.ReconciledLine(
                key.day(),
                key.model(),
                (their == null ? NOTHING : their).fileLines(),
                our == null ? null : text(our.nanos()),
                their == null ? null : text(their.nanos()),
                text(difference),
                explanation(their, our, difference, quantities),
                quantities);
    }

    private Explanation explanation(
            @Nullable Amounts their,
            @Nullable Amounts our,
            long difference,
            Map<String, Reconciliation.Quantities> quantities) {
        if (our == null) {
            return Explanation.MISSING_HERE;
        }
        if (their == null) {
            return Explanation.MISSING_THERE;
        }
        if (!quantities.isEmpty()) {
            return Explanation.QUANTITY;
        }
        return Math.absExact(difference) <= tolerance ? Explanation.SAME : Explanation.PRICE;
    }

    private static Map<String, Reconciliation.Quantities> differing(Amounts their, Amounts our) {
        Map<String, Reconciliation.Quantities> differing = new TreeMap<>();
        their.quantities().forEach((column, units) -> {
            long booked = our.quantities().getOrDefault(column, 0L);
            if (booked != units) {
                differing.put(column, new Reconciliation.Quantities(booked, units));
            }
        });
        return differing;
    }

    private static boolean isUsed(Amounts amounts) {
        return amounts.quantities().getOrDefault(InvoiceCsv.TOKENS, 0L) > 0;
    }

    private static long nanos(@Nullable Amounts amounts) {
        return amounts == null ? 0 : amounts.nanos();
    }

    private static String text(long nanos) {
        return Money.dollars(nanos).toPlainString();
    }
}
