package dev.keyway.admin.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Months of which a tenant has a statement with something in it.
 *
 * @param tenant the tenant's name
 * @param items latest first
 */
public record StatementMonths(UUID tenantId, String tenant, List<Month> items) {

    /**
     * A month.
     *
     * @param month such as {@code 2026-03}
     * @param closedAt when its statement was closed; null until then
     */
    public record Month(String month, @Nullable Instant closedAt) {

        static Month of(ResultSet row, int number) throws SQLException {
            Timestamp closed = row.getTimestamp("closed_at");
            return new Month(
                    YearMonth.from(row.getObject("month", LocalDate.class)).toString(),
                    closed == null ? null : closed.toInstant());
        }
    }
}
