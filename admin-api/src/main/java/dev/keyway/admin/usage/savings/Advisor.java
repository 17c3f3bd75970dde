package dev.keyway.admin.usage.savings;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.usage.query.UsageReach;
import dev.keyway.admin.usage.query.UsageTime;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives advice about what a caller may see. */
@Service
class Advisor {

    private static final int UNUSED_DAYS = 30;
    private static final Duration EXPIRING = Duration.ofDays(14);
    private static final int MOST = 200;

    private static final String UNUSED = """
            SELECT * FROM (
                SELECT k.id, k.name, k.provider_id, p.slug, (SELECT max(date) FROM usage_supply_day d WHERE d.key_id = k.id) AS used_on
                FROM provider_key k JOIN provider p ON p.id = k.provider_id
                WHERE k.deleted_at IS NULL AND k.disabled_at IS NULL AND p.deleted_at IS NULL AND k.created_at < ?) AS keys
            WHERE used_on IS NULL OR used_on < ? ORDER BY used_on NULLS FIRST, id LIMIT ?""";

    private static final String EXPIRING_TOKENS = """
            SELECT id, name, tenant_id, team_id, expires_at, (SELECT max(date) FROM usage_consumer_day d
                    WHERE d.tenant_id = t.tenant_id AND d.token_id = t.id) AS used_on
            FROM (SELECT id, id AS token_id, name, tenant_id, team_id, expires_at FROM proxy_token
                WHERE revoked_at IS NULL AND expires_at >= ? AND expires_at < ?) AS t
            WHERE\s""";

    private final JdbcClient jdbc;
    private final UsageTime time;
    private final CurrentCaller current;
    private final Clock clock;

    Advisor(JdbcClient jdbc, UsageTime time, CurrentCaller current, Clock clock) {
        this.jdbc = jdbc;
        this.time = time;
        this.current = current;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Advice advise() {
        UsageReach reach = UsageReach.ofRecords(current.get());
        return time.bounded(() -> new Advice(reach.isEverything() ? unusedKeys() : List.of(), expiringTokens(reach)));
    }

    private List<Advice.UnusedKey> unusedKeys() {
        Instant before = clock.instant().minus(Duration.ofDays(UNUSED_DAYS));
        return jdbc.sql(UNUSED)
                .params(Timestamp.from(before), LocalDate.ofInstant(before, ZoneOffset.UTC), MOST)
                .query((row, n) -> new Advice.UnusedKey(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getObject("provider_id", UUID.class),
                        row.getString("slug"),
                        row.getObject("used_on", LocalDate.class)))
                .list();
    }

    private List<Advice.ExpiringToken> expiringTokens(UsageReach reach) {
        Instant now = clock.instant();
        Filter seen = reach.narrow(Filter.where("true"));
        List<Object> values = Filter.where("true", Timestamp.from(now), Timestamp.from(now.plus(EXPIRING)))
                .values();
        values.addAll(seen.values(MOST));
        return jdbc.sql(EXPIRING_TOKENS + seen.sql() + " ORDER BY expires_at, id LIMIT ?")
                .params(values)
                .query((row, n) -> new Advice.ExpiringToken(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getObject("tenant_id", UUID.class),
                        row.getObject("team_id", UUID.class),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getObject("used_on", LocalDate.class)))
                .list();
    }
}
