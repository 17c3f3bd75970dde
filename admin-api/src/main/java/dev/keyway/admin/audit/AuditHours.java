package dev.keyway.admin.audit;

import dev.keyway.admin.database.AuditRole;
import dev.keyway.admin.database.Pipeline;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What the audit needs each hour: months to write to, old ones sealed and dropped, and its head in the log. */
@Component
class AuditHours {

    private static final Logger LOG = LoggerFactory.getLogger(AuditHours.class);
    private static final int MONTHS_AHEAD = 3;

    private final Pipeline pipeline;
    private final AuditChain chain;
    private final AuditKeys keys;
    private final AuditSettings settings;
    private final AuditRole role;
    private final Clock clock;

    AuditHours(
            Pipeline pipeline, AuditChain chain, AuditKeys keys, AuditSettings settings, AuditRole role, Clock clock) {
        this.pipeline = pipeline;
        this.chain = chain;
        this.keys = keys;
        this.settings = settings;
        this.role = role;
        this.clock = clock;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void tend() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        int unused = pipeline.jdbc()
                .sql("SELECT ensure_months('audit_entry', ?, ?)")
                .params(today, MONTHS_AHEAD)
                .query(Integer.class)
                .single();
        if (settings.keepMonths() > 0) {
            dropBefore(YearMonth.from(today).minusMonths(settings.keepMonths()));
        }
        chain.head()
                .ifPresentOrElse(
                        head -> LOG.info("audit head {}", head.text()),
                        () -> LOG.error("the head of the audit is missing: nothing can be changed without it;"
                                + " restore the database"));
    }

    private void dropBefore(YearMonth first) {
        List<AuditClosing> months = pipeline.jdbc()
                .sql("""
                    SELECT DISTINCT ON (month) to_char(at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, sequence,
                        encode(mac, 'hex') AS mac
                    FROM audit_entry WHERE at < ? ORDER BY month, sequence DESC\
                    """)
                .param(first.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .query((row, n) -> AuditClosing.sign(
                        keys, YearMonth.parse(row.getString("month")), row.getLong("sequence"), row.getString("mac")))
                .list();
        for (AuditClosing closing : months) {
            Optional<Verification.Fault> fault = chain.faultUpTo(closing.sequence());
            if (fault.isPresent()) {
                LOG.error(
                        "the audit of {} is not dropped, because it is not intact: entry {} {}",
                        closing.month(),
                        fault.get().sequence(),
                        fault.get().message());
                return;
            }
            LOG.info("audit of {} was dropped: {}", closing.month(), closing.close(role.jdbc()));
        }
    }
}
