package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.alert.Alerts;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.usage.log.LogMarks;
import dev.keyway.contract.usage.UsageEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Usage of the past, booked by ingest as if it had arrived then: for examples, which need a history. */
@Component
public class PastUsage {

    private static final String MONTHS =
            "SELECT ensure_months('usage_event', ?, 1) + ensure_months('usage_attempt', ?, 1)";

    private final Pipeline pipeline;
    private final LogMarks marks;
    private final Staging staging;
    private final OldIds oldIds;
    private final Rejections rejections;
    private final Findings findings;
    private final Alerts alerts;

    PastUsage(
            Pipeline pipeline,
            LogMarks marks,
            Staging staging,
            OldIds oldIds,
            Rejections rejections,
            Findings findings,
            Alerts alerts) {
        this.pipeline = pipeline;
        this.marks = marks;
        this.staging = staging;
        this.oldIds = oldIds;
        this.rejections = rejections;
        this.findings = findings;
        this.alerts = alerts;
    }

    /**
     * Books events that are new.
     *
     * @param events in the order of their IDs
     * @param arrivedAt the moment of the clock that they are booked by
     * @return number of those that were new
     */
    public int book(UUID gateway, UUID log, List<UsageEvent> events, Instant arrivedAt) {
        Booking booking = new Booking(
                marks, staging, oldIds, rejections, findings, alerts, Clock.fixed(arrivedAt, ZoneOffset.UTC));
        LocalDate day = LocalDate.ofInstant(arrivedAt, ZoneOffset.UTC);
        int unused = pipeline.jdbc()
                .sql(MONTHS)
                .params(day, day)
                .query(Integer.class)
                .single();
        return pipeline.writeAgain(jdbc -> booking.book(jdbc, gateway, log, events));
    }
}
