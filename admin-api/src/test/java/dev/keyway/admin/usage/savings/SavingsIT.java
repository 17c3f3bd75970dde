package dev.keyway.admin.usage.savings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageOwner;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What failover cost, what prompt caches saved, and what somebody should look at. */
class SavingsIT {

    private static final Instant AT = Instant.parse("2026-10-05T12:00:00Z");

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();
    private final TestEvents events = new TestEvents(new Random(), 1);
    private final TestLog log = TestLog.on(server);
    private final UUID provider = UUID.randomUUID();
    private final UUID model = model();
    private final String list = model + "/2026-01-01T00:00:00Z";

    @Test
    void aCacheSavesWhatFreshTokensWouldHaveCost() {
        // 1,000 read at 0.30 instead of 3.00 a million; 200 written at 3.75, 100 for an hour at 6.00, instead of 3.00.
        ship(attempt(
                1,
                Map.of("input", 10L, "cache_read", 1_000L, "cache_write_5m", 200L, "cache_write_1h", 100L),
                list,
                null,
                1));
        assertThat(saved()).isEqualByComparingTo("0.00225");
        assertThat(get("cachedAttempts")).isEqualTo("1");
    }

    @Test
    void writingThatNobodyReadsCosts() {
        ship(attempt(1, Map.of("input", 10L, "cache_write_5m", 1_000L), list, null, 1));
        assertThat(saved()).isEqualByComparingTo("-0.00075");
    }

    @Test
    void theSizeOfTheWholePromptChoosesThePrices() {
        price("input", 6_000_000_000L, 200_000);
        price("cache_read", 1_000_000_000L, 200_000);
        ship(attempt(1, Map.of("input", 10L, "cache_read", 200_000L), list, null, 1));
        assertThat(saved()).isEqualByComparingTo("1");
    }

    @Test
    void sumsAreThoseOfTheAttemptsToTheNanoDollar() {
        Random random = new Random(3);
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < 50; i++) {
            long read = random.nextInt(100_000);
            long written = random.nextInt(10_000);
            ship(attempt(1, Map.of("input", 1L, "cache_read", read, "cache_write_5m", written), list, null, 1));
            expected = expected.add(BigDecimal.valueOf(read * 2_700 - written * 750, 9));
        }
        assertThat(saved()).isEqualByComparingTo(expected);
    }

    @Test
    void whatCannotBePricedIsCountedAndInNoSum() {
        ship(attempt(1, Map.of("input", 10L, "cache_read", 1_000L), null, null, 1));
        ship(attempt(
                1, Map.of("input", 10L, "cache_read", 1_000L), UUID.randomUUID() + "/2026-01-01T00:00:00Z", null, 1));
        ship(attempt(1, Map.of("input", 10L, "output", 1_000L), list, null, 1));
        assertThat(saved()).isEqualByComparingTo("0");
        assertThat(get("cachedAttempts")).isEqualTo("2");
        assertThat(get("unknownAttempts")).isEqualTo("2");
    }

    @Test
    void failoverCostsWhatFailedAttemptsWereBilled() {
        Map<String, Long> units = Map.of("input", 10L);
        ship(
                attempt(1, units, list, "SERVER", 40),
                attempt(2, units, list, "RATE_SHORT", 0),
                attempt(3, units, list, "TIMEOUT", 2),
                attempt(4, units, list, null, 1_000));
        assertThat(get("failedAttempts")).isEqualTo("2");
        assertThat(new BigDecimal(get("failedCost"))).isEqualByComparingTo("0.000000042");
    }

    @Test
    void savingsAreNarrowedToTheRolesOfTheirCaller() {
        ship(attempt(1, Map.of("input", 10L), list, "SERVER", 40));
        Api foreign = server.caller(world.foreignGrant(Role.TENANT_ADMIN));
        assertThat(foreign.get("/api/v1/usage/savings").expect(200).text("failedAttempts"))
                .isEqualTo("0");
        foreign.get("/api/v1/usage/savings?tenant=" + world.tenant()).expect(404);
        assertThat(server.caller(world.grant(Role.TENANT_ADMIN))
                        .get("/api/v1/usage/savings")
                        .text("failedAttempts"))
                .isEqualTo("1");
    }

    @Test
    void keysThatNobodyUsesAndTokensThatExpireAreListed() {
        UUID unused = key("unused", 40);
        UUID used = key("used", 40);
        UUID young = key("young", 3);
        Instant now = server.clock().instant();
        var taken = log.ship(List.of(events.request(
                events.id(now),
                new UsageOwner(world.tenant(), "T", world.team(), "Team", UUID.randomUUID(), "t"),
                now,
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                "COMPLETED",
                List.of(new UsageAttempt(
                        1,
                        provider,
                        "p",
                        null,
                        used,
                        "m",
                        null,
                        "standard",
                        now,
                        "COMPLETED",
                        200,
                        null,
                        "idle",
                        null,
                        null,
                        5,
                        Map.of(),
                        0,
                        false,
                        Map.of(),
                        false,
                        0)))));
        String soon = token(now.plus(Duration.ofDays(5)));
        String later = token(now.plus(Duration.ofDays(50)));

        String advice = owner.get("/api/v1/usage/advice").expect(200).raw();
        assertThat(advice).contains(unused.toString(), soon).doesNotContain(used.toString(), young.toString(), later);
        assertThat(taken.taken()).isEqualTo(1);
        Api team = server.caller(world.grant(Role.TEAM_ADMIN));
        assertThat(team.get("/api/v1/usage/advice").expect(200).json().get("unusedKeys"))
                .isEmpty();
        assertThat(team.get("/api/v1/usage/advice").text("expiringTokens/0/id")).isEqualTo(soon);
        assertThat(server.caller(world.foreignGrant(Role.TENANT_ADMIN))
                        .get("/api/v1/usage/advice")
                        .raw())
                .doesNotContain(soon);
    }

    private String token(Instant expires) {
        return owner.post(world.teamPath() + "/tokens", "{\"name\": \"t\", \"expiresAt\": \"%s\"}".formatted(expires))
                .expect(201)
                .text("token/id");
    }

    private UUID key(String name, int days) {
        UUID id = UUID.randomUUID();
        server.sql()
                .sql("""
                        INSERT INTO keyway.provider_key (id, provider_id, name, reference, origin, fingerprint, last4, created_at, updated_at)
                        VALUES (?, ?, ?, 'env:KEY', 'https://a.example', sha256(?::bytea), 'last', ?, now())""")
                .params(
                        id,
                        provider,
                        name,
                        id.toString(),
                        Timestamp.from(server.clock().instant().minus(Duration.ofDays(days))))
                .update();
        return id;
    }

    /** A model with prices for caches. */
    private UUID model() {
        UUID id = UUID.randomUUID();
        server.sql()
                .sql(
                        "INSERT INTO keyway.provider (id, slug, name, declaration, base_url, created_at, updated_at) VALUES (?, ?, 'P', 'openai', 'https://a.example', now(), now())")
                .params(provider, "s" + provider.toString().substring(24))
                .update();
        server.sql()
                .sql(
                        "INSERT INTO keyway.model (id, provider_id, name, created_at, updated_at) VALUES (?, ?, 'm', now(), now())")
                .params(id, provider)
                .update();
        price(id, "input", 3_000_000_000L, 0);
        price(id, "cache_read", 300_000_000L, 0);
        price(id, "cache_write_5m", 3_750_000_000L, 0);
        price(id, "cache_write_1h", 6_000_000_000L, 0);
        price(id, "output", 15_000_000_000L, 0);
        return id;
    }

    private void price(String meter, long nanos, long floor) {
        price(model, meter, nanos, floor);
    }

    private void price(UUID of, String meter, long nanos, long floor) {
        server.sql().sql("""
                        INSERT INTO keyway.price (id, model_id, valid_from, meter, prompt_floor, nanos, created_at)
                        VALUES (?, ?, '2026-01-01T00:00:00Z', ?, ?, ?, now())""").params(UUID.randomUUID(), of, meter, floor, nanos).update();
    }

    private UsageAttempt attempt(
            int number, Map<String, Long> units, @Nullable String priceList, @Nullable String failure, long nanos) {
        return new UsageAttempt(
                number,
                provider,
                "p",
                null,
                UUID.randomUUID(),
                "m",
                priceList,
                "standard",
                AT,
                failure == null ? "COMPLETED" : "FAILED",
                200,
                failure,
                "idle",
                null,
                null,
                5,
                units,
                nanos,
                false,
                Map.of(),
                false,
                0);
    }

    private void ship(UsageAttempt... attempts) {
        var unused = log.ship(List.of(events.request(
                events.id(AT),
                new UsageOwner(world.tenant(), "T", world.team(), "Team", UUID.randomUUID(), "t"),
                AT,
                LocalDate.ofInstant(AT, ZoneOffset.UTC),
                "COMPLETED",
                List.of(attempts))));
    }

    private BigDecimal saved() {
        return new BigDecimal(get("cacheSavings"));
    }

    private String get(String member) {
        return owner.get("/api/v1/usage/savings?tenant=" + world.tenant())
                .expect(200)
                .text(member);
    }
}
