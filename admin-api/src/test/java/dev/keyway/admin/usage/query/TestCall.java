package dev.keyway.admin.usage.query;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.identity.Ids;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call that is in the books, with sane defaults. */
final class TestCall {

    private final UUID tenant;
    private final UUID team;
    private final UUID token;
    private final List<Object[]> attempts = new ArrayList<>();
    private Instant at = Instant.parse("2026-10-05T12:00:00Z");
    private @Nullable Instant arrivedAt;
    private String outcome = "COMPLETED";
    private String requestId = "req-" + UUID.randomUUID();
    private long refusals;
    private long cost;
    private boolean estimated;
    private @Nullable UUID provider;
    private @Nullable UUID key;
    private @Nullable String model;

    private TestCall(UUID tenant, UUID team, UUID token) {
        this.tenant = tenant;
        this.team = team;
        this.token = token;
    }

    static TestCall of(UUID tenant, UUID team, UUID token) {
        return new TestCall(tenant, team, token);
    }

    TestCall at(Instant moment) {
        at = moment;
        return this;
    }

    TestCall arrivedAt(Instant moment) {
        arrivedAt = moment;
        return this;
    }

    TestCall outcome(String ended) {
        outcome = ended;
        return this;
    }

    TestCall requestId(String id) {
        requestId = id;
        return this;
    }

    TestCall estimated() {
        estimated = true;
        return this;
    }

    /** Refused so often instead of admitted. */
    TestCall refused(long times) {
        refusals = times;
        return outcome("REFUSED");
    }

    /** One more; the last one counts as the one that answered. */
    TestCall attempt(UUID byProvider, UUID byKey, String byModel, long nanos, @Nullable String otherUnits) {
        provider = byProvider;
        key = byKey;
        model = byModel;
        cost += nanos;
        attempts.add(new Object[] {byProvider, byKey, byModel, nanos, otherUnits});
        return this;
    }

    /** Books it, without its rollups. */
    UUID book(AdminServer server) {
        UUID id = id();
        Timestamp arrived = Timestamp.from(arrivedAt == null ? at : arrivedAt);
        var unused = server.sql()
                .sql(
                        "SELECT keyway.ensure_months('usage_event', ?::date, 1), keyway.ensure_months('usage_attempt', ?::date, 1)")
                .params(arrived, arrived)
                .query((row, n) -> n)
                .list();
        server.sql()
                .sql("""
                        INSERT INTO keyway.usage_event (id, arrived_at, gateway_id, log_id, sequence, kind, at, date, tenant_id, tenant, team_id, team,
                            token_id, token, request_id, operation, asked_model, outcome, status, cost_nanos, estimated, requests, tokens,
                            attempts, provider_id, provider, account_id, key_id, model, tags)
                        VALUES (?, ?, uuidv7(), uuidv7(), 1, ?, ?, ?, ?, 'T', ?, 'Team', ?, 'Token', ?, 'chat_completions', 'asked', ?, 200, ?, ?,
                            ?, 10, ?, ?, 'p', ?, ?, ?, '{"feature": "chat"}')""")
                .params(Arrays.asList(
                        id,
                        arrived,
                        refusals == 0 ? "REQUEST" : "REFUSAL",
                        Timestamp.from(at),
                        at.atOffset(ZoneOffset.UTC).toLocalDate(),
                        tenant,
                        team,
                        token,
                        requestId,
                        outcome,
                        cost,
                        estimated,
                        Math.max(1, refusals),
                        attempts.size(),
                        provider,
                        provider,
                        key,
                        model))
                .update();
        for (int number = 1; number <= attempts.size(); number++) {
            Object[] attempt = attempts.get(number - 1);
            server.sql()
                    .sql("""
                            INSERT INTO keyway.usage_attempt (event_id, number, arrived_at, tenant_id, provider_id, provider, key_id, model,
                                at, outcome, input, output, search, other_units, unpriced, cost_nanos)
                            VALUES (?, ?, ?, ?, ?, 'p', ?, ?, ?, ?, 7, 3, ?, ?::jsonb, ?::jsonb, ?)""")
                    .params(Arrays.asList(
                            id,
                            number,
                            arrived,
                            tenant,
                            attempt[0],
                            attempt[1],
                            attempt[2],
                            Timestamp.from(at),
                            number < attempts.size() ? "FAILED" : outcome,
                            number,
                            attempt[4],
                            attempt[4],
                            attempt[3]))
                    .update();
        }
        return id;
    }

    private UUID id() {
        UUID least = Ids.least(at);
        UUID random = UUID.randomUUID();
        return new UUID(
                least.getMostSignificantBits() | (random.getMostSignificantBits() & 0xFFF),
                random.getLeastSignificantBits());
    }
}
