package dev.keyway.admin.publish;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.contract.control.Command;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Hands commands to gateways, again and again until they are answered or nobody waits for them any more. */
@Component
final class Deliveries {

    /** An answer that is not there by then may be lost, or the command was. */
    private static final Duration AGAIN = Duration.ofSeconds(15);

    private static final String DUE = """
            gateway_id = ? AND answered_at IS NULL AND expires_at > ? AND (delivered_at IS NULL OR delivered_at <= ?)""";

    private final Pipeline pipeline;
    private final Clock clock;

    Deliveries(Pipeline pipeline, Clock clock) {
        this.pipeline = pipeline;
        this.clock = clock;
    }

    boolean anyFor(UUID gateway) {
        Instant now = clock.instant();
        return pipeline.jdbc()
                .sql("SELECT EXISTS (SELECT FROM gateway_command WHERE " + DUE + ")")
                .params(gateway, Timestamp.from(now), Timestamp.from(now.minus(AGAIN)))
                .query(Boolean.class)
                .single();
    }

    List<Command> take(UUID gateway) {
        Instant now = clock.instant();
        return pipeline
                .jdbc()
                .sql("UPDATE gateway_command SET delivered_at = ? WHERE " + DUE
                        + " RETURNING id, kind, key_id, expires_at")
                .params(Timestamp.from(now), gateway, Timestamp.from(now), Timestamp.from(now.minus(AGAIN)))
                .query((row, n) -> new Command(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getObject("key_id", UUID.class),
                        row.getTimestamp("expires_at").toInstant()))
                .list()
                .stream()
                .sorted(Comparator.comparing(Command::id))
                .toList();
    }
}
