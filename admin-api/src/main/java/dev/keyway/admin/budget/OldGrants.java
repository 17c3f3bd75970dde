package dev.keyway.admin.budget;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.contract.window.Period;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drops the grants of windows that ended long ago; and of all time, those of logs and gateways that are gone. Spend remains. */
@Component
class OldGrants {

    private static final int MONTHS = 2;

    private final Pipeline pipeline;
    private final Clock clock;

    OldGrants(Pipeline pipeline, Clock clock) {
        this.pipeline = pipeline;
        this.clock = clock;
    }

    @Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void drop() {
        LocalDate before = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusMonths(MONTHS);
        int unused = pipeline.jdbc()
                .sql("""
                        DELETE FROM spend_grant WHERE (period = 'DAY' AND window_start < ?) OR (period = 'WEEK' AND window_start < ?)
                            OR (period = 'MONTH' AND window_start < ?)""")
                .params(before.minusDays(1), before.minusWeeks(1), before.minusMonths(1))
                .update();
        unused = pipeline.jdbc()
                .sql("DELETE FROM budget_alert WHERE window_start < ? AND window_start > ?")
                .params(before.minusMonths(1), Period.BEGINNING)
                .update();
        unused = pipeline.jdbc().sql("""
                        DELETE FROM spend_grant g USING usage_log l LEFT JOIN gateway w ON w.id = l.gateway_id
                        WHERE g.period = 'TOTAL' AND g.gateway_id = l.gateway_id AND g.log_id = l.log_id
                            AND g.granted_nanos <= g.booked_nanos AND (l.replaced_at < ? OR w.revoked_at < ?)""").params(at(before), at(before)).update();
    }

    private static Timestamp at(LocalDate date) {
        return Timestamp.from(date.atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC));
    }
}
