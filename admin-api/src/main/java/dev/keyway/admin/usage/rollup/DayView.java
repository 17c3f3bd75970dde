package dev.keyway.admin.usage.rollup;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Day of UTC whose stored sums were compared with the records.
 *
 * @param checkedAt when they were last compared; null: not yet
 * @param differences rows that differed when they were last compared or built again
 * @param askedAt when somebody asked for them to be built again; null if that is done
 * @param askedBy who did so last
 * @param rebuiltAt when they were last built again
 */
record DayView(
        LocalDate day,
        @Nullable Instant checkedAt,
        long differences,
        @Nullable Instant askedAt,
        @Nullable String askedBy,
        @Nullable Instant rebuiltAt) {}
