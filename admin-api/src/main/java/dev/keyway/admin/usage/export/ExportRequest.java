package dev.keyway.admin.usage.export;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.keyway.admin.usage.query.UsageFilter;

/**
 * Export that is asked for, as the audit shows it.
 *
 * @param rows what it has rows of
 * @param filter which of them
 */
record ExportRequest(Rows rows, UsageFilter filter) {

    /** Rows of an export, and how they are written. */
    enum Rows {
        /** Records as CSV. */
        REQUESTS_CSV,
        /** Records as JSON lines. */
        REQUESTS_NDJSON,
        /** Meters of attempts, and adjustments, in the columns of FOCUS, as CSV. */
        FOCUS_CSV
    }

    /** @param withKeys whether accounts and keys are shown */
    ExportFormat format(boolean withKeys, FocusPrices prices) {
        return switch (rows) {
            case REQUESTS_CSV -> new CsvFormat(RequestColumns.of(withKeys));
            case REQUESTS_NDJSON -> new JsonFormat(RequestColumns.of(withKeys));
            case FOCUS_CSV -> new FocusFormat(prices);
        };
    }

    /** The query, with {@code %1$s} for the columns {@code %2$s} for the conditions on requests and {@code %3$s} for those on targets. */
    @JsonIgnore
    String select() {
        return switch (rows) {
            case REQUESTS_CSV, REQUESTS_NDJSON -> RequestColumns.SELECT;
            case FOCUS_CSV -> FocusColumns.SELECT;
        };
    }
}
