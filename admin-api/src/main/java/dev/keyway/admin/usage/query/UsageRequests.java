package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ProblemException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Usage records, as far as the caller may see them. */
@Service
class UsageRequests {

    private static final String ORDER = " ORDER BY at DESC, id DESC LIMIT ?";

    private final JdbcClient jdbc;
    private final UsageSubjects subjects;
    private final UsageTime time;
    private final CurrentCaller current;

    UsageRequests(JdbcClient jdbc, UsageSubjects subjects, UsageTime time, CurrentCaller current) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.time = time;
        this.current = current;
    }

    /**
     * Newest first.
     *
     * @throws ProblemException if an id of the filter is unknown, or the caller may not see it
     */
    @Transactional(readOnly = true)
    public Page<UsageView> page(UsageFilter filter, PageRequest page) {
        Caller caller = current.get();
        return time.bounded(() -> {
            subjects.require(filter, caller);
            UsageReach reach = UsageReach.ofRecords(caller);
            List<UsageView> found = select(reach.within(filter), filter, page, new UsageRow(reach.isEverything()));
            return Page.of(found, page, UsageView::id, record -> record);
        });
    }

    /**
     * One with its attempts.
     *
     * @throws ProblemException if the record does not exist, or the caller may not see it
     */
    @Transactional(readOnly = true)
    public UsageView get(UUID id) {
        UsageReach reach = UsageReach.ofRecords(current.get());
        UsageRow row = new UsageRow(reach.isEverything());
        Filter filter = reach.narrow(Filter.where("id = ?", id));
        List<UsageAttemptView> attempts = attempts(id, row);
        return jdbc.sql("SELECT " + UsageRow.COLUMNS + " FROM usage_event WHERE " + filter.sql())
                .params(filter.values())
                .query((found, n) -> row.view(found, attempts))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("request"));
    }

    private List<UsageAttemptView> attempts(UUID id, UsageRow row) {
        return jdbc.sql("SELECT " + UsageRow.ATTEMPT_COLUMNS + " FROM usage_attempt WHERE event_id = ? ORDER BY number")
                .param(id)
                .query((found, n) -> row.attempt(found))
                .list();
    }

    /** Of each part of the reach by itself, so that an index serves each, and then the first of all. */
    private List<UsageView> select(UsageReach reach, UsageFilter filter, PageRequest page, UsageRow row) {
        if (reach.parts().isEmpty()) {
            return List.of();
        }
        Optional<Timestamp> ended = page.isFirst() ? Optional.empty() : Optional.of(moment(page.before()));
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (UsageReach.Part part : reach.parts()) {
            Filter narrowed = UsageFilter.within(
                    part.narrow(filter.narrow(Filter.where("true"))), "at", filter.from(), filter.to());
            ended.ifPresent(at -> narrowed.and("(at, id) < (?, ?)", at, page.before()));
            String records = "SELECT %s FROM usage_event WHERE %s".formatted(UsageRow.COLUMNS, narrowed.sql());
            if (part.owner() == null) {
                parts.add("(" + records + ORDER + ")");
            } else {
                parts.add(
                        "(SELECT records.* FROM (%s) AS own (own_id) CROSS JOIN LATERAL (%s AND token_id = own_id%s) AS records)"
                                .formatted(UsageReach.own(), records, ORDER));
                values.add(part.owner());
                values.add(part.owner());
            }
            values.addAll(narrowed.values(page.fetch()));
        }
        values.add(page.fetch());
        return jdbc.sql("SELECT * FROM (" + String.join(" UNION ALL ", parts) + ") AS found" + ORDER)
                .params(values)
                .query((found, n) -> row.view(found))
                .list();
    }

    /** When a record was admitted; if it has been dropped meanwhile, when its id was made. */
    private Timestamp moment(UUID id) {
        return jdbc.sql("SELECT coalesce((SELECT at FROM usage_event WHERE id = ?), uuid_extract_timestamp(?))")
                .params(id, id)
                .query(Timestamp.class)
                .single();
    }
}
