package dev.keyway.admin.usage.reconciliation;

import java.time.LocalDate;
import java.util.Comparator;

/** What invoices are compared by. */
record DayModel(LocalDate day, String model) implements Comparable<DayModel> {

    private static final Comparator<DayModel> ORDER =
            Comparator.comparing(DayModel::day).thenComparing(DayModel::model);

    @Override
    public int compareTo(DayModel other) {
        return ORDER.compare(this, other);
    }
}
