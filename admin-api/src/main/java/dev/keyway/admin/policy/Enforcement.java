package dev.keyway.admin.policy;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether gateways enforce rate limits and budgets: those do that report their spend. */
@Component
class Enforcement {

    /** A gateway that was heard of since then is connected. */
    private static final Duration CONNECTED = Duration.ofSeconds(40);

    private final JdbcClient jdbc;
    private final Clock clock;

    Enforcement(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Why they are not enforced now; empty if they are. */
    Optional<String> missing() {
        return jdbc.sql("""
                        SELECT CASE
                            WHEN count(*) = 0 THEN 'No gateway is connected.'
                            WHEN count(spend_reported_at) = 0 THEN
                                'No connected gateway reports what it spends: they are of a release that enforces no limits and budgets.'
                            ELSE '' END
                        FROM gateway WHERE revoked_at IS NULL AND disabled_at IS NULL AND signed_off_at IS NULL AND seen_at > ?""")
                .param(Timestamp.from(clock.instant().minus(CONNECTED)))
                .query((row, n) -> row.getString(1))
                .optional()
                .filter(reason -> !reason.isEmpty());
    }
}
