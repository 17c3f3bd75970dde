package dev.keyway.admin.budget;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.gateway.ConnectedGateways;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends the grants of logs that no gateway spends from any more, and of which all is known that they spent. Each replica looks; the lock
 * of a log lets one of them end its grants, and no report of it come between.
 */
@Component
public class GrantEnds {

    /**
     * Of a log whose gateway signed off or was deleted and that is complete; that was replaced, or went on under another gateway; or
     * that was given up when its gap was resolved, and has not been heard of since.
     */
    private static final String ENDED = """
            FROM usage_log l LEFT JOIN gateway w ON w.id = l.gateway_id
            WHERE l.spend_answers > l.grants_ended AND NOT EXISTS (
                SELECT FROM usage_gap p WHERE p.gateway_id = l.gateway_id AND p.log_id = l.log_id AND p.resolved_at IS NULL)
            AND (
                l.replaced_at IS NOT NULL
                OR (w.signed_off_at IS NOT NULL AND l.oldest_unshipped IS NULL AND l.seen_at >= w.signed_off_at)
                OR (w.revoked_at IS NOT NULL AND l.oldest_unshipped IS NULL AND l.mark >= l.last_sequence)
                OR EXISTS (SELECT FROM usage_log o
                    WHERE o.log_id = l.log_id AND o.gateway_id <> l.gateway_id AND o.seen_at > l.seen_at)
                OR (NOT (%s) AND EXISTS (SELECT FROM usage_gap p WHERE p.gateway_id = l.gateway_id AND p.log_id = l.log_id
                    AND p.reason = 'SILENT' AND p.resolved_at >= w.seen_at)))""".formatted(ConnectedGateways.CONDITION);

    private static final String LOCK =
            "SELECT l.gateway_id, l.log_id " + ENDED + " ORDER BY l.gateway_id, l.log_id FOR UPDATE OF l SKIP LOCKED";

    /** Once more, as its gateway may have registered again before the lock. */
    private static final String STILL = "SELECT count(*) " + ENDED + " AND l.gateway_id = ? AND l.log_id = ?";

    private final Pipeline pipeline;
    private final Clock clock;

    GrantEnds(Pipeline pipeline, Clock clock) {
        this.pipeline = pipeline;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5, initialDelay = 5, timeUnit = TimeUnit.SECONDS)
    public void look() {
        boolean unused = pipeline.write(transaction -> {
            transaction
                    .sql(LOCK)
                    .param(ConnectedGateways.since(clock.instant()))
                    .query((row, n) -> new UUID[] {row.getObject(1, UUID.class), row.getObject(2, UUID.class)})
                    .list()
                    .forEach(log -> end(transaction, log[0], log[1]));
            return true;
        });
    }

    private void end(JdbcClient transaction, UUID gateway, UUID log) {
        long still = transaction
                .sql(STILL)
                .params(ConnectedGateways.since(clock.instant()), gateway, log)
                .query(Long.class)
                .single();
        if (still == 0) {
            return;
        }
        int unused = transaction.sql("""
                        UPDATE spend_grant SET granted_nanos = booked_nanos, spent_nanos = booked_nanos, held_nanos = 0, wanted_nanos = 0,
                            wanted_since = NULL, recent_nanos = 0
                        WHERE gateway_id = ? AND log_id = ?""").params(gateway, log).update();
        unused = transaction
                .sql("UPDATE usage_log SET grants_ended = spend_answers WHERE gateway_id = ? AND log_id = ?")
                .params(gateway, log)
                .update();
    }
}
