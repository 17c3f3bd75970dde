package dev.keyway.admin.usage.reconciliation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Quantities and cost of a day and model.
 *
 * @param fileLines lines that they are of
 * @param quantities by column of the file; what is not there is not known
 * @param nanos in nano-dollars
 */
record Amounts(List<Integer> fileLines, Map<String, Long> quantities, long nanos) {

    /** @throws ArithmeticException if the sum is out of range */
    Amounts plus(Amounts other) {
        Map<String, Long> sums = new HashMap<>(quantities);
        other.quantities.forEach((column, units) -> sums.merge(column, units, Math::addExact));
        List<Integer> lines = new ArrayList<>(fileLines);
        lines.addAll(other.fileLines);
        return new Amounts(lines, sums, Math.addExact(nanos, other.nanos));
    }
}
