package dev.keyway.admin.price;

import dev.keyway.admin.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of an import, read.
 *
 * @param number from 1
 * @param list which list it is a part of; null if it could not be read
 * @param source where the prices were read
 * @param prices what it says
 * @param problem what must change; null: nothing
 */
record ImportedLine(
        int number,
        @Nullable ListName list,
        String source,
        List<NewPrice> prices,
        @Nullable String problem) {

    /** What a line has in common with those of the same list. */
    record ListName(String provider, String model, String tier, Instant validFrom) {}

    static ImportedLine wrong(int number, ProblemException problem) {
        return new ImportedLine(number, null, "", List.of(), String.valueOf(problem.getMessage()));
    }
}
