package dev.keyway.admin.usage.log;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.alert.Alerts;
import dev.keyway.admin.identity.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records gaps, each once and with an alert, and notes when their events arrive after all. */
@Component
class Gaps {

    private final Alerts alerts;
    private final Ids ids;
    private final Clock clock;

    Gaps(Alerts alerts, Ids ids, Clock clock) {
        this.alerts = alerts;
        this.ids = ids;
        this.clock = clock;
    }

    void found(JdbcClient transaction, Gap gap) {
        int added = transaction
                .sql("""
                        INSERT INTO usage_gap (id, gateway_id, log_id, reason, from_sequence, to_sequence, damaged, found_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(Arrays.asList(
                        ids.next(),
                        gap.gatewayId(),
                        gap.logId(),
                        gap.reason().name(),
                        gap.fromSequence(),
                        gap.toSequence(),
                        gap.damaged(),
                        now()))
                .update();
        if (added == 1) {
            int unused = alerts.raise(transaction, alert(gap, name(transaction, gap.gatewayId())));
        }
    }

    /** Those of a log whose events have all been stored are resolved. */
    void filled(JdbcClient transaction, UUID gateway, UUID log, long mark) {
        int unused = transaction.sql("""
                        UPDATE usage_gap SET resolved_at = ?, resolved_by = 'system', resolution = 'The events have arrived.'
                        WHERE gateway_id = ? AND log_id = ? AND reason IN ('REPLACED', 'SILENT') AND resolved_at IS NULL
                            AND to_sequence <= ?""").params(now(), gateway, log, mark).update();
    }

    static String name(JdbcClient transaction, UUID gateway) {
        return transaction
                .sql("SELECT name FROM gateway WHERE id = ?")
                .param(gateway)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private static Alert alert(Gap gap, String gateway) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("gatewayId", gap.gatewayId().toString());
        details.put("gateway", gateway);
        details.put("logId", gap.logId().toString());
        details.put("reason", gap.reason().name());
        if (gap.fromSequence() != null) {
            details.put("fromSequence", gap.fromSequence());
        }
        if (gap.toSequence() != null) {
            details.put("toSequence", gap.toSequence());
        }
        return new Alert(
                AlertEvent.USAGE_LOST,
                null,
                "usage gap %s %s %s"
                        .formatted(
                                gap.logId(), gap.reason(), gap.damaged() == null ? gap.fromSequence() : gap.damaged()),
                "Usage of the gateway '%s' %s".formatted(gateway, sentence(gap)),
                details);
    }

    private static String sentence(Gap gap) {
        return switch (gap.reason()) {
            case MISSING ->
                "is lost: it no longer has the records %d to %d of its log."
                        .formatted(gap.fromSequence(), gap.toSequence());
            case REPLACED ->
                "may be lost: it writes to another log, and the former one was not shipped from record %d on."
                        .formatted(gap.fromSequence());
            case DAMAGED -> "is lost: %d places of its log are damaged.".formatted(gap.damaged());
            case SILENT ->
                "is missing: it has been away for a day with the records %d to %d of its log."
                        .formatted(gap.fromSequence(), gap.toSequence());
        };
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
