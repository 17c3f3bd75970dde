package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.Alerts;
import dev.keyway.admin.usage.log.LogMark;
import dev.keyway.admin.usage.log.LogMarks;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageHeader;
import dev.keyway.contract.usage.UsageTaken;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Books a batch within one transaction: claims the IDs, stores what is new and adds it to all sums. All transactions take their
 * locks in the same order: log, IDs, days, rollups, alerts, spend, grants.
 */
@Component
class Booking {

    private final LogMarks marks;
    private final Staging staging;
    private final OldIds oldIds;
    private final Rejections rejections;
    private final Findings findings;
    private final Alerts alerts;
    private final Clock clock;

    Booking(
            LogMarks marks,
            Staging staging,
            OldIds oldIds,
            Rejections rejections,
            Findings findings,
            Alerts alerts,
            Clock clock) {
        this.marks = marks;
        this.staging = staging;
        this.oldIds = oldIds;
        this.rejections = rejections;
        this.findings = findings;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** All of a batch, and moves the log's mark; nothing if its gateway must go back first. */
    UsageTaken book(JdbcClient transaction, UUID gateway, Batch batch) {
        UsageHeader header = batch.header();
        LogMark log = marks.lock(transaction, gateway, header.logId());
        Instant now = clock.instant();
        if (header.after() > log.mark() && !log.rewound()) {
            UUID timeline = marks.rewind(transaction, log, header.timeline());
            return new UsageTaken(log.mark(), timeline, now, 0, 0, 0);
        }
        List<UsageEvent> fresh = fresh(transaction, log, batch.events());
        List<Alert> found = new ArrayList<>(findings.in(transaction, fresh));
        store(transaction, log, fresh, now);
        found.addAll(rejections.keep(transaction, log, header.contract(), batch.unreadable()));
        long mark = marks.move(transaction, log, header);
        raise(transaction, found);
        spend(transaction, log, fresh);
        return new UsageTaken(
                mark,
                log.timeline(),
                now,
                fresh.size(),
                batch.events().size() - fresh.size() + batch.repeated(),
                batch.unreadable().size());
    }

    /**
     * Events beside the order of their log, whose mark stays.
     *
     * @return number of those that were new
     */
    int book(JdbcClient transaction, UUID gateway, UUID logId, List<UsageEvent> events) {
        LogMark log = marks.lock(transaction, gateway, logId);
        List<UsageEvent> fresh = fresh(transaction, log, events);
        List<Alert> found = findings.in(transaction, fresh);
        store(transaction, log, fresh, clock.instant());
        raise(transaction, found);
        spend(transaction, log, fresh);
        return fresh.size();
    }

    private List<UsageEvent> fresh(JdbcClient transaction, LogMark log, List<UsageEvent> events) {
        List<UsageEvent> known = oldIds.without(transaction, log.mark(), events);
        if (known.isEmpty()) {
            return known;
        }
        Set<UUID> claimed =
                staging.claim(transaction, known.stream().map(UsageEvent::id).toList());
        return known.stream().filter(event -> claimed.contains(event.id())).toList();
    }

    private void store(JdbcClient transaction, LogMark log, List<UsageEvent> fresh, Instant now) {
        if (fresh.isEmpty()) {
            return;
        }
        staging.store(transaction, log.gatewayId(), log.logId(), now, fresh);
        for (String rollup : Sums.ROLLUPS) {
            int unused = transaction.sql(rollup).update();
        }
    }

    private void raise(JdbcClient transaction, List<Alert> found) {
        found.stream().sorted(Comparator.comparing(Alert::occasion)).forEach(alert -> {
            int unused = alerts.raise(transaction, alert);
        });
    }

    private static void spend(JdbcClient transaction, LogMark log, List<UsageEvent> fresh) {
        if (!fresh.isEmpty()) {
            int unused = transaction.sql(Sums.SPEND).update();
            unused = transaction
                    .sql(Sums.GRANTS)
                    .params(log.gatewayId(), log.logId(), log.gatewayId(), log.logId())
                    .update();
        }
    }
}
