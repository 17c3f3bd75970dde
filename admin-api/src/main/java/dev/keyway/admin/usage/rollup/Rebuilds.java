package dev.keyway.admin.usage.rollup;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Days whose rollups somebody wants to be built again. */
@Service
@Transactional
class Rebuilds {

    private static final int MOST = 366;
    private static final int LISTED = 400;
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private final JdbcClient jdbc;
    private final Changes changes;
    private final CurrentCaller current;
    private final Ids ids;
    private final Clock clock;

    Rebuilds(JdbcClient jdbc, Changes changes, CurrentCaller current, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.current = current;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<DayView> list() {
        return jdbc.sql("SELECT * FROM usage_check ORDER BY day DESC LIMIT ?")
                .param(LISTED)
                .query((row, n) -> view(row))
                .list();
    }

    /** @throws ProblemException if these are no days, or too many */
    List<DayView> create(NewRebuild rebuild) {
        LocalDate last = RollupDays.last(clock.instant());
        if (rebuild.from().isBefore(FIRST) || rebuild.from().isAfter(last)) {
            throw ProblemException.invalid("from", "must be from " + FIRST + " to " + reason(last));
        }
        if (rebuild.to().isBefore(rebuild.from()) || ChronoUnit.DAYS.between(rebuild.from(), rebuild.to()) >= MOST) {
            throw ProblemException.invalid("to", "must be from 'from' on, and at most " + MOST + " days in all");
        }
        if (rebuild.to().isAfter(last)) {
            throw ProblemException.invalid("to", "must be at most " + reason(last));
        }
        List<DayView> asked = jdbc.sql("""
                        INSERT INTO usage_check AS c (day, asked_at, asked_by)
                        SELECT day::date, ?, ? FROM generate_series(?::date, ?::date, interval '1 day') AS d (day)
                        ON CONFLICT (day) DO UPDATE SET asked_at = excluded.asked_at, asked_by = excluded.asked_by RETURNING c.*""")
                .params(Timestamp.from(clock.instant()), current.get().name(), rebuild.from(), rebuild.to())
                .query((row, n) -> view(row))
                .list();
        changes.record(Change.created(Subject.USAGE_REBUILD, ids.next(), Scope.INSTALLATION, rebuild));
        return asked;
    }

    private static String reason(LocalDate last) {
        return last + ": a day can be built again 15 minutes after the end of the next day of UTC";
    }

    private static DayView view(ResultSet row) throws SQLException {
        return new DayView(
                row.getObject("day", LocalDate.class),
                instant(row, "checked_at"),
                row.getLong("differences"),
                instant(row, "asked_at"),
                row.getString("asked_by"),
                instant(row, "rebuilt_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
