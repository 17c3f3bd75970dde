package dev.keyway.admin.statement;

import dev.keyway.admin.database.Pipeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds what is or may be missing of a month: logs that are not past its end, gaps that are not resolved, and events that could not be
 * read. It sees all gateways, whoever asks.
 */
@Component
class MissingUsage {

    /** How long requests of the month may still have run after its end. */
    static final Duration GRACE = Duration.ofHours(1);

    /** How many a statement can go without. */
    static final int MOST = 500;

    /** A log is past an end if its gateway was heard of since then and has shipped what it completed before, or writes to it no more. */
    private static final String LOGS = """
            SELECT 'LOG' AS kind, l.log_id AS id, l.gateway_id, coalesce(g.name, '') AS gateway, l.seen_at AS since, l.oldest_unshipped,
                CASE WHEN l.oldest_unshipped < :end THEN 'It has usage of the month that is not shipped.'
                    ELSE 'It was not heard of since the end of the month.' END AS detail
            FROM usage_log l LEFT JOIN gateway g ON g.id = l.gateway_id
            WHERE l.replaced_at IS NULL AND (l.first_seen_at < :end OR l.oldest_unshipped < :end)
                AND NOT (l.seen_at >= :end AND (l.oldest_unshipped IS NULL OR l.oldest_unshipped >= :end))
                AND NOT (l.oldest_unshipped IS NULL AND coalesce(l.seen_at >= g.signed_off_at, false))
                AND NOT (l.oldest_unshipped IS NULL AND l.mark >= l.last_sequence AND (g.id IS NULL OR g.revoked_at IS NOT NULL))
                AND NOT EXISTS (
                    SELECT FROM usage_log o WHERE o.log_id = l.log_id AND o.gateway_id <> l.gateway_id AND o.seen_at > l.seen_at)""";

    private static final String GAPS = """
            SELECT 'GAP', p.id, p.gateway_id, coalesce(g.name, ''), p.found_at, NULL::timestamptz,
                CASE p.reason WHEN 'MISSING' THEN 'Its gateway no longer has it.' WHEN 'REPLACED' THEN 'Its gateway writes to another log.'
                    WHEN 'DAMAGED' THEN 'The log is damaged.' ELSE 'Its gateway has been away for a day.' END
            FROM usage_gap p LEFT JOIN gateway g ON g.id = p.gateway_id
            LEFT JOIN usage_log l ON l.gateway_id = p.gateway_id AND l.log_id = p.log_id
            WHERE p.resolved_at IS NULL AND p.found_at >= :start AND coalesce(l.first_seen_at < :end, true)""";

    private static final String REJECTED = """
            SELECT 'REJECTED', r.gateway_id, r.gateway_id, coalesce(max(g.name), ''), min(r.received_at), NULL::timestamptz,
                count(*) || ' events could not be read.'
            FROM usage_rejected r LEFT JOIN gateway g ON g.id = r.gateway_id
            WHERE r.replayed_at IS NULL AND r.received_at >= :start GROUP BY r.gateway_id""";

    private static final String ALL =
            "SELECT * FROM (%s UNION ALL %s UNION ALL %s) AS m ORDER BY gateway, kind, since, id LIMIT %d"
                    .formatted(LOGS, GAPS, REJECTED, MOST + 1);

    private final Pipeline pipeline;

    MissingUsage(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * All of them, or one more than {@link #MOST} if there are more than that.
     *
     * @param start when the month began
     * @param end when it ended
     */
    List<Missing> of(Instant start, Instant end) {
        return pipeline.jdbc()
                .sql(ALL)
                .params(Map.of("start", Timestamp.from(start), "end", Timestamp.from(end.plus(GRACE))))
                .query(MissingUsage::view)
                .list();
    }

    private static Missing view(ResultSet row, int number) throws SQLException {
        return new Missing(
                MissingKind.valueOf(row.getString("kind")),
                row.getObject("id", UUID.class),
                row.getObject("gateway_id", UUID.class),
                row.getString("gateway"),
                row.getTimestamp("since").toInstant(),
                instant(row.getTimestamp("oldest_unshipped")),
                row.getString("detail"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
