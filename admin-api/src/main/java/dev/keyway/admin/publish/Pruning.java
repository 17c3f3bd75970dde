package dev.keyway.admin.publish;

import dev.keyway.admin.database.Pipeline;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets what nobody will ask for. */
@Component
final class Pruning {

    /** A gateway that was away for longer reads the snapshot. */
    private static final Duration CHANGES = Duration.ofDays(7);

    /** The audit retains commands for longer. */
    private static final Duration COMMANDS = Duration.ofDays(30);

    private final Pipeline pipeline;
    private final Clock clock;

    Pruning(Pipeline pipeline, Clock clock) {
        this.pipeline = pipeline;
        this.clock = clock;
    }

    @Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        int unused = pipeline.jdbc()
                .sql(
                        "DELETE FROM config_change WHERE revision <= (SELECT max(revision) FROM config_change WHERE at < ?)")
                .param(before(CHANGES))
                .update();
        unused = pipeline.jdbc()
                .sql("DELETE FROM gateway_command WHERE created_at < ?")
                .param(before(COMMANDS))
                .update();
        unused = pipeline.jdbc().sql("""
                        DELETE FROM key_state s USING gateway g, provider_key k
                        WHERE g.id = s.gateway_id AND k.id = s.key_id AND (g.revoked_at IS NOT NULL OR k.deleted_at IS NOT NULL)""").update();
    }

    private Timestamp before(Duration age) {
        return Timestamp.from(clock.instant().minus(age));
    }
}
