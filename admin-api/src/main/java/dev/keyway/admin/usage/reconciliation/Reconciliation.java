package dev.keyway.admin.usage.reconciliation;

import dev.keyway.admin.money.Money;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Invoice compared with what is booked, adjustments included.
 *
 * @param from first day of the invoice
 * @param to last day of the invoice
 * @param booked dollars that are booked
 * @param invoiced dollars of the invoice, without the lines that could not be read
 * @param difference dollars that the invoice has more; negative: less
 * @param explained the differences by explanation
 * @param lines by day and model
 * @param invalid lines of the file that could not be read, and are not part of the comparison
 */
record Reconciliation(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Pattern(regexp = Money.SIGNED) String booked,
        @Pattern(regexp = Money.SIGNED) String invoiced,
        @Pattern(regexp = Money.SIGNED) String difference,
        List<Explained> explained,
        List<ReconciledLine> lines,
        List<Invalid> invalid) {

    /**
     * Differences with one explanation.
     *
     * @param lines number of lines
     * @param difference dollars that the invoice has more in these lines
     */
    record Explained(
            Explanation explanation,
            int lines,
            @Pattern(regexp = Money.SIGNED) String difference) {}

    /**
     * A day and model.
     *
     * @param model the provider's own name of the model
     * @param fileLines lines of the file, the header's being 1; empty if it is not in the file
     * @param booked dollars that are booked; null if nothing is
     * @param invoiced dollars of the invoice; null if it has none
     * @param difference dollars that the invoice has more
     * @param quantities that differ, by column of the file
     */
    record ReconciledLine(
            LocalDate day,
            String model,
            List<Integer> fileLines,
            @Nullable @Pattern(regexp = Money.SIGNED) String booked,
            @Nullable @Pattern(regexp = Money.SIGNED) String invoiced,
            @Pattern(regexp = Money.SIGNED) String difference,
            Explanation explanation,
            Map<String, Quantities> quantities) {}

    /** Units of a meter. */
    record Quantities(long booked, long invoiced) {}

    /**
     * A line that could not be read.
     *
     * @param line its number, the header's being 1
     */
    record Invalid(int line, String problem) {}
}
