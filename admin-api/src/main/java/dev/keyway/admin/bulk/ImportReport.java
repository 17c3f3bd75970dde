package dev.keyway.admin.bulk;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of an import.
 *
 * @param dryRun whether nothing was changed, and created says what would be
 * @param resumeAt the line to go on from, if it could not be done to its end; null: it was
 * @param made what lines named that was not there and was created with them, or would be
 * @param lines each line that holds something
 */
public record ImportReport(
        boolean dryRun,
        int created,
        int duplicates,
        int rebound,
        int invalid,
        @Nullable Integer resumeAt,
        List<Made> made,
        List<Line> lines) {

    /** The result of a line. */
    public enum Outcome {
        CREATED,
        /** It is there already. */
        DUPLICATE,
        /** It was there, bound to the provider's former address, and is bound to the present one now. */
        REBOUND,
        INVALID,
        /** The database did not answer: send it again. */
        NOT_TRIED
    }

    /**
     * @param line from 1
     * @param id of what was made, or of what is there
     * @param message what must change, or what is in doubt; never a part of a secret
     */
    public record Line(
            int line,
            Outcome outcome,
            @Nullable UUID id,
            @Nullable String message) {}

    /**
     * Something that was created because a line named it.
     *
     * @param kind as in the audit
     * @param line the first that named it
     */
    public record Made(String kind, String name, int line) {}

    /** One that made nothing but what its lines are. */
    public static ImportReport of(List<Line> read, boolean dryRun) {
        return of(read, List.of(), dryRun);
    }

    /** @param dryRun whether it was undone: what it made is gone, and so are the ids of that */
    public static ImportReport of(List<Line> read, List<Made> made, boolean dryRun) {
        List<Line> lines = dryRun
                ? read.stream()
                        .map(line -> line.outcome() == Outcome.CREATED
                                ? new Line(line.line(), line.outcome(), null, line.message())
                                : line)
                        .toList()
                : read;
        return new ImportReport(
                dryRun,
                count(lines, Outcome.CREATED),
                count(lines, Outcome.DUPLICATE),
                count(lines, Outcome.REBOUND),
                count(lines, Outcome.INVALID),
                lines.stream()
                        .filter(line -> line.outcome() == Outcome.NOT_TRIED)
                        .map(Line::line)
                        .findFirst()
                        .orElse(null),
                List.copyOf(made),
                lines);
    }

    private static int count(List<Line> lines, Outcome outcome) {
        return (int) lines.stream().filter(line -> line.outcome() == outcome).count();
    }
}
