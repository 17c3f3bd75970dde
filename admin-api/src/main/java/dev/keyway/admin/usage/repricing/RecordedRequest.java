package dev.keyway.admin.usage.repricing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A request as it was recorded. */
record RecordedRequest(
        UUID id,
        Instant arrivedAt,
        Instant at,
        LocalDate date,
        long clockOffsetMillis,
        UUID tenantId,
        UUID teamId,
        UUID tokenId,
        long nanos) {

    static RecordedRequest of(ResultSet row, int number) throws SQLException {
        return new RecordedRequest(
                row.getObject("id", UUID.class),
                row.getTimestamp("arrived_at").toInstant(),
                row.getTimestamp("at").toInstant(),
                row.getObject("date", LocalDate.class),
                row.getLong("clock_offset_millis"),
                row.getObject("tenant_id", UUID.class),
                row.getObject("team_id", UUID.class),
                row.getObject("token_id", UUID.class),
                row.getLong("cost_nanos"));
    }
}
