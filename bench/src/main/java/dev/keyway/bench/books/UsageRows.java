package dev.keyway.bench.books;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Usage records as PostgreSQL has them. */
final class UsageRows {

    private static final String RECORDS = """
            SELECT e.id, e.token_id, e.request_id, e.at, e.outcome, e.estimated, e.cost_nanos, e.attempts,
                coalesce(a.input, 0) AS input, coalesce(a.output, 0) AS output
            FROM keyway.usage_event e
            LEFT JOIN (SELECT event_id, sum(input) AS input, sum(output) AS output FROM keyway.usage_attempt GROUP BY event_id) a
                ON a.event_id = e.id
            ORDER BY e.id""";

    private UsageRows() {}

    /** All records, in the order of their IDs. */
    static List<UsageRow> all(Connection database) throws SQLException {
        List<UsageRow> rows = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(RECORDS)) {
            while (row.next()) {
                rows.add(new UsageRow(
                        row.getObject("id", UUID.class),
                        row.getObject("token_id", UUID.class),
                        row.getString("request_id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("outcome"),
                        row.getBoolean("estimated"),
                        row.getLong("cost_nanos"),
                        row.getInt("attempts"),
                        row.getLong("input"),
                        row.getLong("output")));
            }
        }
        return rows;
    }
}
