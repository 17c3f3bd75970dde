package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.usage.log.LogMark;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Retains what cannot be booked, each once, until it can be. */
@Component
class Rejections {

    private final Ids ids;
    private final Clock clock;

    Rejections(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** @return the alerts to raise */
    List<Alert> keep(JdbcClient transaction, LogMark log, int contract, List<Unreadable> unreadable) {
        if (unreadable.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        int added = unreadable.stream()
                .mapToInt(line -> add(transaction, log, contract, line, now))
                .sum();
        return added == 0
                ? List.of()
                : List.of(alert(transaction, log, unreadable.getFirst().reason(), now));
    }

    private int add(JdbcClient transaction, LogMark log, int contract, Unreadable line, Instant now) {
        return transaction
                .sql("""
                        INSERT INTO usage_rejected (id, gateway_id, log_id, digest, raw, contract, sequence, event_id, reason, received_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (log_id, digest) DO NOTHING""")
                .params(Arrays.asList(
                        ids.next(),
                        log.gatewayId(),
                        log.logId(),
                        digest(line.raw()),
                        line.raw(),
                        contract,
                        line.sequence(),
                        line.eventId(),
                        line.reason(),
                        Timestamp.from(now)))
                .update();
    }

    private static Alert alert(JdbcClient transaction, LogMark log, String reason, Instant now) {
        String gateway = transaction
                .sql("SELECT name FROM gateway WHERE id = ?")
                .param(log.gatewayId())
                .query(String.class)
                .optional()
                .orElse("");
        return new Alert(
                AlertEvent.INGEST_REJECTED,
                null,
                "usage rejected %s %s".formatted(log.gatewayId(), LocalDate.ofInstant(now, ZoneOffset.UTC)),
                "Usage of the gateway '%s' could not be read and is not booked: %s.".formatted(gateway, reason),
                Map.of(
                        "gatewayId",
                        log.gatewayId().toString(),
                        "gateway",
                        gateway,
                        "logId",
                        log.logId().toString(),
                        "reason",
                        reason));
    }

    private static byte[] digest(byte[] raw) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(raw);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
