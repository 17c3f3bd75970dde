package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.contract.usage.UsageEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Staging tables of a transaction: the events of a batch that are new. COPY writes to these, as it cannot write to tables with
 * row-level security.
 */
@Component
class Staging {

    static final String TABLES = """
            SET LOCAL client_min_messages = warning;
            CREATE TEMPORARY TABLE IF NOT EXISTS staged_event (LIKE keyway.usage_event, rest_nanos bigint NOT NULL) ON COMMIT DELETE ROWS;
            CREATE TEMPORARY TABLE IF NOT EXISTS staged_attempt (LIKE keyway.usage_attempt) ON COMMIT DELETE ROWS""";

    private static final String COPY_EVENTS =
            "COPY staged_event (%s, rest_nanos) FROM STDIN".formatted(StagedRows.EVENT_COLUMNS);
    private static final String COPY_ATTEMPTS =
            "COPY staged_attempt (%s) FROM STDIN".formatted(StagedRows.ATTEMPT_COLUMNS);
    /** A label of the token replaces one of its team with the same key, and that one of the tenant. No tag of a call has such a name. */
    private static final String COPY_LABELS = """
            UPDATE staged_event e SET tags = coalesce(e.tags, '{}') || o.labels
            FROM (SELECT k.*, (SELECT jsonb_object_agg('label:' || key, value)
                    FROM jsonb_each(coalesce(n.labels, '{}') || coalesce(m.labels, '{}') || coalesce(t.labels, '{}'))) AS labels
                FROM (SELECT DISTINCT tenant_id, team_id, token_id FROM staged_event) k
                LEFT JOIN tenant n ON n.id = k.tenant_id LEFT JOIN team m ON m.id = k.team_id LEFT JOIN proxy_token t ON t.id = k.token_id) o
            WHERE o.labels IS NOT NULL AND e.tenant_id = o.tenant_id AND e.team_id = o.team_id AND e.token_id = o.token_id""";

    /** Days of all rollups that change; none of them is built again meanwhile. */
    private static final String HOLD_DAYS = """
            SELECT hold_usage_days(ARRAY(
                SELECT (at AT TIME ZONE 'UTC')::date FROM staged_event UNION SELECT date FROM staged_event
                UNION SELECT (at AT TIME ZONE 'UTC')::date FROM staged_attempt))::text""";

    private static final String STORE_EVENTS =
            "INSERT INTO usage_event (%1$s) SELECT %1$s FROM staged_event".formatted(StagedRows.EVENT_COLUMNS);
    private static final String STORE_ATTEMPTS =
            "INSERT INTO usage_attempt (%1$s) SELECT %1$s FROM staged_attempt".formatted(StagedRows.ATTEMPT_COLUMNS);

    private final JdbcTemplate connection;

    Staging(Pipeline pipeline) {
        this.connection = new JdbcTemplate(pipeline.pool());
    }

    /**
     * Claims IDs: whoever else has them waits until this transaction ends.
     *
     * @param ids in their order
     * @return those that are new
     */
    Set<UUID> claim(JdbcClient transaction, List<UUID> ids) {
        return new HashSet<>(transaction
                .sql("""
                        INSERT INTO usage_id (id) SELECT id FROM unnest(?::uuid[]) WITH ORDINALITY AS n (id, place) ORDER BY place
                        ON CONFLICT DO NOTHING RETURNING id""")
                .param(ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    /**
     * Stores events that are new. What is staged is theirs until the transaction ends, so that sums can be made of it.
     *
     * @param fresh in the order of their IDs
     */
    void store(JdbcClient transaction, UUID gateway, UUID log, Instant arrivedAt, Collection<UsageEvent> fresh) {
        StagedRows rows = new StagedRows(gateway, log, arrivedAt);
        fresh.forEach(rows::add);
        connection.execute(TABLES);
        copy(COPY_EVENTS, rows.events());
        copy(COPY_ATTEMPTS, rows.attempts());
        int unused = transaction.sql(HOLD_DAYS).query((row, n) -> n).list().size();
        unused = transaction.sql(COPY_LABELS).update();
        unused = transaction.sql(STORE_EVENTS).update();
        unused = transaction.sql(STORE_ATTEMPTS).update();
    }

    private void copy(String statement, byte[] rows) {
        Boolean unused = connection.execute((ConnectionCallback<@Nullable Boolean>) jdbc -> {
            try {
                CopyManager copy = jdbc.unwrap(PGConnection.class).getCopyAPI();
                return copy.copyIn(statement, new ByteArrayInputStream(rows)) >= 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
