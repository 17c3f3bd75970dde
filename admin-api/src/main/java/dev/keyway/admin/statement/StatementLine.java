package dev.keyway.admin.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Line of a statement: what a token of a team cost, for one reason.
 *
 * @param ofMonth first day of the month of the admission dates
 * @param repricing what made the adjustments; the id of nothing for another kind
 * @param requests requests, or adjustments
 */
record StatementLine(
        LineKind kind,
        LocalDate ofMonth,
        UUID teamId,
        String team,
        UUID tokenId,
        String token,
        UUID repricing,
        long requests,
        long inputTokens,
        long outputTokens,
        long nanos) {

    static StatementLine of(ResultSet row, int number) throws SQLException {
        return new StatementLine(
                LineKind.valueOf(row.getString("kind")),
                row.getObject("of_month", LocalDate.class),
                row.getObject("team_id", UUID.class),
                row.getString("team"),
                row.getObject("token_id", UUID.class),
                row.getString("token"),
                row.getObject("repricing_id", UUID.class),
                row.getLong("requests"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getLong("nanos"));
    }
}
