package dev.keyway.admin.audit;

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
import org.springframework.jdbc.core.simple.JdbcClient;
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
    private final Clock clock;

    AuditHours(Pipeline pipeline, AuditChain chain, AuditKeys keys, AuditSettings settings, Clock clock) {
        this.pipeline = pipeline;
        this.chain = chain;
        this.keys = keys;
        this.settings = settings;
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
        LOG.info("audit head {}", chain.head().text());
    }

    private void dropBefore(YearMonth first) {
        List<YearMonth> months = pipeline.jdbc()
                .sql(
                        "SELECT DISTINCT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM') FROM audit_entry WHERE at < ? ORDER BY 1")
                .param(first.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .query((row, n) -> YearMonth.parse(row.getString(1)))
                .list();
        for (YearMonth month : months) {
            boolean dropped = pipeline.write(jdbc -> drop(jdbc, month));
            LOG.info("audit of {} was dropped: {}", month, dropped);
        }
    }

    private boolean drop(JdbcClient jdbc, YearMonth month) {
        Optional<AuditHead> closing = jdbc.sql("""
                        SELECT sequence, encode(mac, 'hex') FROM audit_entry WHERE at >= ? AND at < ?
                        ORDER BY sequence DESC LIMIT 1""")
                .params(
                        month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC),
                        month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .query((row, n) -> AuditHead.sign(keys, row.getLong(1), row.getString(2)))
                .optional();
        closing.ifPresent(head -> jdbc.sql("""
                        INSERT INTO audit_closing (month, sequence, mac, key_id, seal)
                        VALUES (?, ?, decode(?, 'hex'), ?, decode(?, 'hex')) ON CONFLICT (month) DO NOTHING""")
                .params(month.atDay(1), head.sequence(), head.mac(), head.keyId(), head.signature())
                .update());
        return jdbc.sql("SELECT drop_month('audit_entry', ?)")
                .param(month.atDay(1))
                .query(Boolean.class)
                .single();
    }
}
