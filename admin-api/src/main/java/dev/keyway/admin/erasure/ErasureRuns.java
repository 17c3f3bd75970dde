package dev.keyway.admin.erasure;

import dev.keyway.admin.database.Pipeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Runs of erasures over usage records, in parts that hold no lock for long. Of several replicas one does a part, the others the next
 * erasure. One that fails is tried again later, and holds up no other. Records that arrive within a week after the request are erased as
 * well.
 */
@Component
class ErasureRuns {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureRuns.class);
    private static final int PART = 2_000;
    private static final Duration LATE = Duration.ofDays(7);
    private static final Duration AGAIN = Duration.ofHours(1);

    private static final String DUE = """
            (erased_at IS NULL OR next_id <> '00000000-0000-0000-0000-000000000000' OR (requested_at > ? AND erased_at < ?))""";

    private static final String NEXT = """
            SELECT id, requested_at FROM erasure WHERE %s AND (requested_at, id) > (?, ?)
            ORDER BY requested_at, id LIMIT 1 FOR UPDATE SKIP LOCKED""".formatted(DUE);

    private static final String MINE =
            "SELECT id FROM erasure WHERE id = ? AND %s FOR UPDATE SKIP LOCKED".formatted(DUE);

    private final Pipeline pipeline;
    private final Clock clock;

    ErasureRuns(Pipeline pipeline, Clock clock) {
        this.pipeline = pipeline;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void run() {
        Optional<Run> next = next(Run.NONE);
        while (next.isPresent()) {
            finish(next.get());
            next = next(next.get());
        }
    }

    private Optional<Run> next(Run last) {
        Instant now = clock.instant();
        return pipeline.jdbc()
                .sql(NEXT)
                .params(late(now), again(now), Timestamp.from(last.requestedAt()), last.erasure())
                .query(Run::of)
                .optional();
    }

    private void finish(Run run) {
        try {
            boolean more;
            do {
                more = pipeline.writeAgain(jdbc -> part(jdbc, run.erasure()));
            } while (more);
        } catch (DataAccessException | TransactionException failure) {
            LOG.error("the erasure {} cannot go on now", run.erasure(), failure);
        }
    }

    /** Whether there is more to do. */
    private boolean part(JdbcClient jdbc, UUID erasure) {
        Instant now = clock.instant();
        Optional<UUID> mine = jdbc.sql(MINE)
                .params(erasure, late(now), again(now))
                .query(UUID.class)
                .optional();
        return mine.isPresent()
                && !jdbc.sql("SELECT erase_records(?, ?, ?)")
                        .params(erasure, PART, Timestamp.from(now))
                        .query(Boolean.class)
                        .single();
    }

    private static Timestamp late(Instant now) {
        return Timestamp.from(now.minus(LATE));
    }

    private static Timestamp again(Instant now) {
        return Timestamp.from(now.minus(AGAIN));
    }

    /** Erasure that is due, and its place among them. */
    private record Run(UUID erasure, Instant requestedAt) {

        static final Run NONE = new Run(new UUID(0, 0), Instant.EPOCH);

        static Run of(ResultSet row, int number) throws SQLException {
            return new Run(
                    row.getObject("id", UUID.class),
                    row.getTimestamp("requested_at").toInstant());
        }
    }
}
