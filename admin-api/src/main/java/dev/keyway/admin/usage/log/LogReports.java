package dev.keyway.admin.usage.log;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.control.Registration;
import dev.keyway.contract.usage.LogStatus;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in what gateways report of their logs, and finds what is missing by it. */
@Component
public class LogReports {

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private final Pipeline pipeline;
    private final LogMarks marks;
    private final Gaps gaps;
    private final Clock clock;

    LogReports(Pipeline pipeline, LogMarks marks, Gaps gaps, Clock clock) {
        this.pipeline = pipeline;
        this.marks = marks;
        this.gaps = gaps;
        this.clock = clock;
    }

    /**
     * After a gateway has registered, with the sign-off of its former instance still noted.
     *
     * @return the mark of its log; 0 without one
     */
    public long registered(UUID gateway, Registration registration) {
        LogStatus status = registration.log();
        require(status);
        return pipeline.write(jdbc -> {
            long mark = status == null ? 0 : take(jdbc, gateway, status, registration.timeline());
            int unused = jdbc.sql("UPDATE gateway SET signed_off_at = NULL WHERE id = ?")
                    .param(gateway)
                    .update();
            return mark;
        });
    }

    /** With a heartbeat, or when the gateway ends. */
    public void reported(UUID gateway, @Nullable LogStatus status) {
        require(status);
        if (status != null) {
            long unused = pipeline.write(jdbc -> take(jdbc, gateway, status, null));
        }
    }

    private long take(JdbcClient jdbc, UUID gateway, LogStatus status, @Nullable UUID timeline) {
        LogMark log = marks.lock(jdbc, gateway, status.logId());
        Known known = known(jdbc, gateway);
        if (known.log() != null && !known.log().equals(status.logId())) {
            replace(jdbc, gateway, known.log(), known.signedOff());
        }
        long damaged = jdbc.sql("SELECT damaged FROM usage_log WHERE gateway_id = ? AND log_id = ?")
                .params(gateway, status.logId())
                .query(Long.class)
                .single();
        if (status.damaged() > damaged) {
            gaps.found(jdbc, new Gap(gateway, status.logId(), GapReason.DAMAGED, null, null, status.damaged()));
        }
        store(jdbc, gateway, status);
        if (status.shippedThrough() > log.mark() && log.timeline().equals(timeline) && !log.rewound()) {
            UUID unused = marks.rewind(jdbc, log, timeline);
        }
        return log.mark();
    }

    private void store(JdbcClient jdbc, UUID gateway, LogStatus status) {
        Instant oldest = status.oldestUnshipped();
        int unused = jdbc.sql("""
                        UPDATE usage_log SET last_sequence = greatest(last_sequence, ?), oldest_unshipped = ?,
                            damaged = greatest(damaged, ?), seen_at = ?, replaced_at = NULL
                        WHERE gateway_id = ? AND log_id = ?""")
                .params(Arrays.asList(
                        status.lastSequence(),
                        oldest == null ? null : Timestamp.from(oldest),
                        status.damaged(),
                        now(),
                        gateway,
                        status.logId()))
                .update();
        unused = jdbc.sql("UPDATE gateway SET log_id = ? WHERE id = ? AND log_id IS DISTINCT FROM ?")
                .params(status.logId(), gateway, status.logId())
                .update();
    }

    /**
     * What was not shipped of the former log is missing. If its instance signed off with nothing left to ship, that is nothing, for
     * not every record of a log is an event.
     */
    private void replace(JdbcClient jdbc, UUID gateway, UUID former, boolean signedOff) {
        jdbc.sql("""
                        UPDATE usage_log SET replaced_at = ? WHERE gateway_id = ? AND log_id = ? AND replaced_at IS NULL
                            AND (oldest_unshipped IS NOT NULL OR NOT ?) RETURNING mark, last_sequence""")
                .params(now(), gateway, former, signedOff)
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)})
                .optional()
                .ifPresent(log -> gaps.found(
                        jdbc,
                        new Gap(
                                gateway,
                                former,
                                GapReason.REPLACED,
                                log[0] + 1,
                                log[1] > log[0] ? Long.valueOf(log[1]) : null,
                                null)));
        int unused = jdbc.sql(
                        "UPDATE usage_log SET replaced_at = ? WHERE gateway_id = ? AND log_id = ? AND replaced_at IS NULL")
                .params(now(), gateway, former)
                .update();
    }

    private static Known known(JdbcClient jdbc, UUID gateway) {
        return jdbc.sql("SELECT log_id, signed_off_at FROM gateway WHERE id = ?")
                .param(gateway)
                .query((row, n) ->
                        new Known(row.getObject("log_id", UUID.class), row.getTimestamp("signed_off_at") != null))
                .single();
    }

    private static void require(@Nullable LogStatus status) {
        if (status == null) {
            return;
        }
        if (status.logId() == null) {
            throw ProblemException.invalid("log.logId", "must be given");
        }
        if (status.lastSequence() < 0 || status.shippedThrough() < 0 || status.damaged() < 0) {
            throw ProblemException.invalid("log", "must have no negative numbers");
        }
        Instant oldest = Objects.requireNonNullElse(status.oldestUnshipped(), FIRST);
        if (oldest.isBefore(FIRST) || oldest.isAfter(LAST)) {
            throw ProblemException.invalid("log.oldestUnshipped", "must be a moment of these two centuries");
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    /** @param log that it wrote to; null: none */
    private record Known(@Nullable UUID log, boolean signedOff) {}
}
