package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.problem.ProblemException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tail of the usage records that the caller may see: those that have arrived since a moment. */
@Service
class UsageTail {

    /** Most of the records that are read at once: of more, the newest are shown. */
    static final int MOST = 200;

    private final JdbcClient jdbc;
    private final UsageSubjects subjects;
    private final UsageTime time;
    private final CurrentCaller current;

    UsageTail(JdbcClient jdbc, UsageSubjects subjects, UsageTime time, CurrentCaller current) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.time = time;
        this.current = current;
    }

    /**
     * A record and when it arrived.
     *
     * @param arrivedAt when the service stored it
     */
    record Arrived(Instant arrivedAt, UsageView record) {}

    /**
     * The newest that have arrived at or after a moment, oldest arrival first.
     *
     * @throws ProblemException if an ID of the filter is unknown, or the caller may not see it
     */
    @Transactional(readOnly = true)
    public List<Arrived> since(Instant moment, UsageFilter filter, DetailFilter details) {
        Caller caller = current.get();
        return time.bounded(() -> {
            subjects.require(filter, caller);
            UsageReach reach = UsageReach.ofRecords(caller);
            UsageRow row = new UsageRow(reach.isEverything());
            Filter wanted = reach.within(filter)
                    .narrow(details.rest(
                            details.ofErrors(filter.narrow(Filter.where("arrived_at >= ?", Timestamp.from(moment))))));
            List<Arrived> found = jdbc.sql(
                            """
                            SELECT %s, %s FROM usage_event WHERE %s ORDER BY arrived_at DESC, id DESC LIMIT ?""".formatted(UsageRow.COLUMNS, UsageRow.beside("usage_event"), wanted.sql()))
                    .params(wanted.values(MOST))
                    .query((read, n) ->
                            new Arrived(read.getTimestamp("arrived_at").toInstant(), row.view(read)))
                    .list();
            return found.reversed();
        });
    }
}
