package dev.keyway.admin.gateway;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gateways that are connected: they called lately, and neither signed off nor are disabled. */
@Component
public class ConnectedGateways {

    /** Condition on a row {@code w} of gateways, with the moment {@link #since} as its parameter. */
    public static final String CONDITION =
            "w.revoked_at IS NULL AND w.disabled_at IS NULL AND w.signed_off_at IS NULL AND w.seen_at > ?";

    private final Pipeline pipeline;
    private final Clock clock;

    ConnectedGateways(Pipeline pipeline, Clock clock) {
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /** One that was heard of since then is connected. */
    public static Timestamp since(Instant now) {
        return Timestamp.from(now.minus(GatewayLife.CONNECTED));
    }

    public int count(JdbcClient transaction) {
        return transaction
                .sql("SELECT count(*) FROM gateway w WHERE " + CONDITION)
                .param(since(clock.instant()))
                .query(Integer.class)
                .single();
    }

    /**
     * Notes that an instance has reported its spend.
     *
     * @throws ProblemException if another one has registered since, or if it has signed off
     */
    public void reportedSpend(UUID gateway, @Nullable UUID instance) {
        Timestamp now = Timestamp.from(clock.instant());
        int live = pipeline.jdbc()
                .sql("""
                        UPDATE gateway SET seen_at = ?, spend_reported_at = ?
                        WHERE id = ? AND signed_off_at IS NULL AND (?::uuid IS NULL OR instance_id IS NULL OR instance_id = ?)""")
                .params(Arrays.asList(now, now, gateway, instance, instance))
                .update();
        if (live == 0) {
            throw ProblemException.of(
                    ErrorCode.GATEWAY_RUNNING,
                    "The instance has signed off, or another one has registered with this credential since: register again.");
        }
    }
}
