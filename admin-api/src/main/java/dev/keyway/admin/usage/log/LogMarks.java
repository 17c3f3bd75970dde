package dev.keyway.admin.usage.log;

import dev.keyway.admin.database.Installation;
import dev.keyway.contract.usage.UsageHeader;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** High-water marks of logs. A mark moves in the transaction that stores the events up to it. */
@Component
public class LogMarks {

    private final Gaps gaps;
    private final Timelines timelines;
    private final Clock clock;

    LogMarks(Gaps gaps, Timelines timelines, Clock clock) {
        this.gaps = gaps;
        this.timelines = timelines;
        this.clock = clock;
    }

    /** Locks a log's row: batches of one log follow each other. A log under a new gateway begins with what is known of it. */
    public LogMark lock(JdbcClient transaction, UUID gateway, UUID log) {
        Timestamp now = now();
        int unused = transaction.sql("""
                        INSERT INTO usage_log (gateway_id, log_id, mark, damaged, first_seen_at, seen_at)
                        SELECT ?, ?, coalesce(max(mark), 0), coalesce(max(damaged), 0), ?, ? FROM usage_log WHERE log_id = ?
                        ON CONFLICT (gateway_id, log_id) DO NOTHING""").params(gateway, log, now, now, log).update();
        UUID timeline = Installation.timeline(transaction);
        return transaction
                .sql("SELECT mark, rewound_in FROM usage_log WHERE gateway_id = ? AND log_id = ? FOR UPDATE")
                .params(gateway, log)
                .query((row, n) -> new LogMark(
                        gateway,
                        log,
                        row.getLong("mark"),
                        timeline.equals(row.getObject("rewound_in", UUID.class)),
                        timeline))
                .single();
    }

    /**
     * Tells a gateway whose mark is above ours to go back to ours, once in each timeline. If it knows the present timeline, then our
     * mark has gone back, for the database was restored, and a new timeline begins.
     *
     * @param known timeline that the gateway knows
     * @return the present timeline
     */
    public UUID rewind(JdbcClient transaction, LogMark log, @Nullable UUID known) {
        UUID timeline = log.timeline().equals(known)
                ? timelines.renew(transaction, log.timeline(), log.gatewayId())
                : log.timeline();
        int unused = transaction
                .sql("UPDATE usage_log SET rewound_in = ? WHERE gateway_id = ? AND log_id = ?")
                .params(timeline, log.gatewayId(), log.logId())
                .update();
        return timeline;
    }

    /** Moves the mark to the end of a batch that is stored; events before it that its gateway no longer has are a gap. */
    public long move(JdbcClient transaction, LogMark log, UsageHeader header) {
        if (header.after() > log.mark()) {
            gaps.found(
                    transaction,
                    new Gap(log.gatewayId(), log.logId(), GapReason.MISSING, log.mark() + 1, header.after(), null));
        }
        long mark = transaction
                .sql("""
                        UPDATE usage_log SET mark = greatest(mark, ?), last_sequence = greatest(last_sequence, ?, ?), seen_at = ?,
                            oldest_unshipped = CASE WHEN ? >= ? THEN NULL ELSE oldest_unshipped END
                        WHERE gateway_id = ? AND log_id = ? RETURNING mark""")
                .params(
                        header.through(),
                        header.through(),
                        header.lastSequence(),
                        now(),
                        header.through(),
                        header.lastSequence(),
                        log.gatewayId(),
                        log.logId())
                .query(Long.class)
                .single();
        if (mark > log.mark() && header.after() <= log.mark()) {
            gaps.filled(transaction, log.gatewayId(), log.logId(), mark);
        }
        return mark;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
