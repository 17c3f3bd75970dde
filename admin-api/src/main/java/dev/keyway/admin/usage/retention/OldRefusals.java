package dev.keyway.admin.usage.retention;

import dev.keyway.admin.database.Pipeline;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drops refusals before the requests of their month. Each replica looks for them; the lock of the records lets one at a time. */
@Component
class OldRefusals {

    private static final Logger LOG = LoggerFactory.getLogger(OldRefusals.class);

    private final Pipeline pipeline;
    private final UsagePartitions partitions;
    private final UsageSettings settings;
    private final Clock clock;

    OldRefusals(Pipeline pipeline, UsagePartitions partitions, UsageSettings settings, Clock clock) {
        this.pipeline = pipeline;
        this.partitions = partitions;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void tend() {
        if (settings.keepRefusalMonths() == 0) {
            return;
        }
        YearMonth first = YearMonth.from(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .minusMonths(settings.keepRefusalMonths());
        List<LocalDate> dropped = pipeline.jdbc()
                .sql("SELECT month FROM dropped_refusals")
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .list();
        partitions.months("usage_event", first).stream()
                .map(month -> month.atDay(1))
                .filter(month -> !dropped.contains(month))
                .forEach(this::drop);
    }

    /** While a day is built again or compared with its records, it is left to the next run. */
    private void drop(LocalDate month) {
        long count = pipeline.writeLong(jdbc -> jdbc.sql("SELECT coalesce(drop_refusals(?), -1)")
                .param(month)
                .query(Long.class)
                .single());
        if (count >= 0) {
            LOG.info("{} refusals that arrived in {} were dropped", count, YearMonth.from(month));
        }
    }
}
