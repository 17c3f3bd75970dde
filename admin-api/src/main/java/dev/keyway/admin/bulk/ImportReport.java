package dev.keyway.admin.bulk;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an import.
 *
 * @param resumeAt the line to go on from, if it could not be done to its end; null: it was
 * @param lines each line that holds something
 */
public record ImportReport(
        int created, int duplicates, int invalid, @Nullable Integer resumeAt, List<Line> lines) {

    /** What became of a line. */
    public enum Outcome {
        CREATED,
        /** It is there already. */
        DUPLICATE,
        INVALID,
        /** The database did not answer: send it again. */
        NOT_TRIED
    }

    /**
     * @param line from 1
     * @param id of what was made
     * @param message what must change; never a part of a secret
     */
    public record Line(
            int line,
            Outcome outcome,
            @Nullable UUID id,
            @Nullable String message) {}

    public static ImportReport of(List<Line> lines) {
        return new ImportReport(
                count(lines, Outcome.CREATED),
                count(lines, Outcome.DUPLICATE),
                count(lines, Outcome.INVALID),
                lines.stream()
                        .filter(line -> line.outcome() == Outcome.NOT_TRIED)
                        .map(Line::line)
                        .findFirst()
                        .orElse(null),
                lines);
    }

    private static int count(List<Line> lines, Outcome outcome) {
        return (int) lines.stream().filter(line -> line.outcome() == outcome).count();
    }
}
