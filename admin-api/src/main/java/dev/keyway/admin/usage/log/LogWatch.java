package dev.keyway.admin.usage.log;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.alert.Alerts;
import dev.keyway.admin.database.Pipeline;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Finds logs that are late, and those of gateways that have been away for long. Each replica looks; what it finds is recorded once. */
@Component
class LogWatch {

    private static final Duration LATE = Duration.ofMinutes(5);
    private static final Duration SILENT = Duration.ofDays(1);

    private final Pipeline pipeline;
    private final Alerts alerts;
    private final Gaps gaps;
    private final Clock clock;

    LogWatch(Pipeline pipeline, Alerts alerts, Gaps gaps, Clock clock) {
        this.pipeline = pipeline;
        this.alerts = alerts;
        this.gaps = gaps;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 30, initialDelay = 30, timeUnit = TimeUnit.SECONDS)
    void look() {
        boolean unused = pipeline.write(transaction -> {
            silent(transaction).forEach(gap -> gaps.found(transaction, gap));
            late(transaction).forEach(alert -> raise(transaction, alert));
            return true;
        });
    }

    private void raise(JdbcClient transaction, Alert alert) {
        int unused = alerts.raise(transaction, alert);
    }

    private List<Alert> late(JdbcClient transaction) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return transaction
                .sql("""
                        SELECT l.gateway_id, l.log_id, l.oldest_unshipped, g.name FROM usage_log l JOIN gateway g ON g.id = l.gateway_id
                        WHERE l.oldest_unshipped < ? AND l.replaced_at IS NULL AND g.revoked_at IS NULL ORDER BY l.log_id""")
                .param(before(LATE))
                .query((row, n) -> {
                    String log = row.getString("log_id");
                    String name = row.getString("name");
                    Instant oldest = row.getTimestamp("oldest_unshipped").toInstant();
                    return new Alert(
                            AlertEvent.USAGE_LATE,
                            null,
                            "usage late %s %s".formatted(log, day),
                            "The gateway '%s' has not shipped its usage since %s.".formatted(name, oldest),
                            Map.of(
                                    "gatewayId",
                                    row.getString("gateway_id"),
                                    "gateway",
                                    name,
                                    "logId",
                                    log,
                                    "oldestUnshipped",
                                    oldest.toString()));
                })
                .list();
    }

    /** A log that another gateway has shipped since then is not missing. */
    private List<Gap> silent(JdbcClient transaction) {
        return transaction
                .sql("""
                        SELECT l.gateway_id, l.log_id, l.mark, l.last_sequence FROM usage_log l JOIN gateway g ON g.id = l.gateway_id
                        WHERE l.last_sequence > l.mark AND l.seen_at < ? AND l.replaced_at IS NULL
                            AND (l.oldest_unshipped IS NOT NULL OR g.signed_off_at IS NULL) AND NOT EXISTS (
                            SELECT FROM usage_log o WHERE o.log_id = l.log_id AND o.mark >= l.last_sequence)
                        ORDER BY l.log_id""")
                .param(before(SILENT))
                .query((row, n) -> new Gap(
                        row.getObject("gateway_id", UUID.class),
                        row.getObject("log_id", UUID.class),
                        GapReason.SILENT,
                        row.getLong("mark") + 1,
                        row.getLong("last_sequence"),
                        null))
                .list();
    }

    private Timestamp before(Duration age) {
        return Timestamp.from(clock.instant().minus(age));
    }
}
