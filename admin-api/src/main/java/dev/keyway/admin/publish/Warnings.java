package dev.keyway.admin.publish;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.alert.Alerts;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.contract.control.KeyState;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Raises an alert where a key is locked and where a gateway has fallen silent. */
@Component
final class Warnings {

    /** A gateway that is there calls some times a minute. */
    static final Duration SILENCE = Duration.ofMinutes(2);

    private static final String LOCKED = "LOCKED";

    private final Pipeline pipeline;
    private final Alerts alerts;
    private final Clock clock;

    Warnings(Pipeline pipeline, Alerts alerts, Clock clock) {
        this.pipeline = pipeline;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Once a day for each key, whichever gateway says it first. */
    void look(JdbcClient transaction, Collection<KeyState> states) {
        UUID[] locked = states.stream()
                .filter(state -> state.state().equals(LOCKED))
                .map(KeyState::keyId)
                .distinct()
                .toArray(UUID[]::new);
        if (locked.length == 0) {
            return;
        }
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Alert> found = transaction
                .sql("""
                        SELECT k.id, k.name, k.last4, p.slug FROM provider_key k JOIN provider p ON p.id = k.provider_id
                        WHERE k.id = ANY (?) AND k.deleted_at IS NULL ORDER BY k.id""")
                .param(locked)
                .query((row, n) -> {
                    String id = row.getString("id");
                    String provider = row.getString("slug");
                    String last4 = row.getString("last4");
                    return new Alert(
                            AlertEvent.KEY_LOCKED,
                            null,
                            "key %s %s".formatted(id, day),
                            "The key '%s' (…%s) of %s is locked.".formatted(row.getString("name"), last4, provider),
                            Map.of("keyId", id, "provider", provider, "last4", last4));
                })
                .list();
        found.forEach(alert -> raise(transaction, alert));
    }

    /** Once for each silence. */
    @Scheduled(fixedDelay = 30, initialDelay = 30, timeUnit = TimeUnit.SECONDS)
    void lookForSilence() {
        boolean unused = pipeline.write(transaction -> {
            silent(transaction).forEach(alert -> raise(transaction, alert));
            return true;
        });
    }

    private List<Alert> silent(JdbcClient transaction) {
        return transaction
                .sql("""
                        SELECT id, name, seen_at FROM gateway
                        WHERE revoked_at IS NULL AND registered_at IS NOT NULL AND signed_off_at IS NULL AND seen_at < ?
                        ORDER BY id""")
                .param(Timestamp.from(clock.instant().minus(SILENCE)))
                .query((row, n) -> {
                    String id = row.getString("id");
                    Instant seen = row.getTimestamp("seen_at").toInstant();
                    return new Alert(
                            AlertEvent.GATEWAY_STALE,
                            null,
                            "gateway %s %s".formatted(id, seen),
                            "The gateway '%s' has not called since %s.".formatted(row.getString("name"), seen),
                            Map.of("gatewayId", id, "seenAt", seen.toString()));
                })
                .list();
    }

    private void raise(JdbcClient transaction, Alert alert) {
        int unused = alerts.raise(transaction, alert);
    }
}
