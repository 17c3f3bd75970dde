package dev.keyway.admin.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Erasures overwrite every name and leave every amount, and can be applied again. */
class ErasureIT {

    private static final String ERASURES = "/api/v1/erasures";

    private final AdminServer server = AdminServer.start();
    private final World world = World.in(server);
    private final Api owner = server.owner();
    private final TestEvents events = new TestEvents(new Random(), 1);
    private final TestLog log = TestLog.on(server);
    private final Instant now = server.clock().instant().truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void aTenantIsErasedAndItsSumsStay() {
        String name = owner.get(world.path()).text("name");
        UUID token = UUID.randomUUID();
        List<UsageEvent> shipped = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            shipped.add(
                    request(new UsageOwner(world.tenant(), name, world.team(), "Ada's team", token, "Ada's laptop")));
        }
        var unused = log.ship(shipped);
        owner.post(
                        "/api/v1/usage/requests/" + shipped.getFirst().id() + "/adjustments",
                        "{\"amount\": \"0.5\", \"reason\": \"Ada complained\"}")
                .expect(201);
        String before = sums();
        owner.post(ERASURES, tenant(world.tenant())).expect(409);
        for (UUID team : List.of(world.team(), world.otherTeam())) {
            owner.delete(world.path() + "/teams/" + team).expect(204);
        }
        owner.delete(world.path()).expect(204);

        String id = owner.post(ERASURES, tenant(world.tenant())).expect(202).text("id");
        server.bean(ErasureRuns.class).run();

        assertThat(sums()).isEqualTo(before);
        assertThat(dump()).doesNotContain("Ada", name);
        assertThat(owner.get(ERASURES).text("items/0/records")).isEqualTo("30");
        assertThat(owner.get("/api/v1/audit?kind=erasure&objectId=" + id).text("items/0/action"))
                .isEqualTo("created");
        assertThat(owner.get("/api/v1/usage/summary?tenant=" + world.tenant()).text("total/requests"))
                .isEqualTo("30");
    }

    @Test
    void aPersonIsErasedWithWhatBelongsToThem() {
        Api ada = server.caller(world.grant(Role.TEAM_ADMIN));
        server.sql()
                .sql("UPDATE keyway.user_account SET login = 'ada@example.com', name = 'Ada L.' WHERE id = ?")
                .param(ada.callerId())
                .update();
        UUID token = UUID.fromString(owner.post(
                        world.teamPath() + "/tokens",
                        "{\"name\": \"Ada's laptop\", \"ownerId\": \"%s\"}".formatted(ada.callerId()))
                .expect(201)
                .text("id"));
        UsageEvent own = request(new UsageOwner(world.tenant(), "T", world.team(), "Search", token, "Ada's laptop"));
        UsageEvent other =
                request(new UsageOwner(world.tenant(), "T", world.team(), "Search", UUID.randomUUID(), "batch"));
        var unused = log.ship(List.of(own, other));
        String before = sums();
        owner.post(ERASURES, user(ada.callerId())).expect(409);
        owner.delete("/api/v1/users/" + ada.callerId()).expect(204);

        owner.post(ERASURES, user(ada.callerId())).expect(202);
        server.bean(ErasureRuns.class).run();

        assertThat(sums()).isEqualTo(before);
        assertThat(dump()).doesNotContain("Ada", "ada@example.com");
        assertThat(column("token", own)).isEqualTo("erased");
        assertThat(column("user_hash", own)).isNull();
        assertThat(column("token", other)).isEqualTo("batch");
        assertThat(column("user_hash", other)).isEqualTo("ab12");
    }

    @Test
    void sumsByUserAndTagAreErasedAtOnceAndAddUpAgain() {
        UsageOwner of = new UsageOwner(world.tenant(), "T", world.team(), "Search", UUID.randomUUID(), "batch");
        Instant at = now.minus(2, ChronoUnit.DAYS);
        List<UsageEvent> shipped = List.of(request(of, at), request(of, at));
        String hash = hash(world.tenant(), "ada@example.com");
        var unused = log.ship(shipped);
        server.sql()
                .sql("UPDATE keyway.usage_event SET user_hash = ?, tags = '{\"feature\": \"of Ada\"}' WHERE id = ?")
                .params(hash, shipped.getFirst().id())
                .update();
        sum(at);
        String byUser = "/api/v1/usage/summary?groupBy=user&from=%s&to=%s"
                .formatted(
                        at.truncatedTo(ChronoUnit.DAYS),
                        at.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
        assertThat(owner.get(byUser + "&user=" + hash).text("total/requests")).isEqualTo("1");
        assertThat(dump()).contains(hash, "of Ada");

        owner.post(
                        ERASURES,
                        "{\"kind\": \"REQUEST_USER\", \"tenantId\": \"%s\", \"requestUser\": \"ada@example.com\"}"
                                .formatted(world.tenant()))
                .expect(202);
        server.bean(ErasureRuns.class).run();

        assertThat(rowsOfDays()).doesNotContain(hash, "of Ada");
        assertThat(owner.get(byUser + "&user=" + hash).text("total/requests")).isEqualTo("0");
        assertThat(owner.get(byUser).text("total/requests")).isEqualTo("2");
        sum(at);
        assertThat(rowsOfDays()).doesNotContain(hash, "of Ada").contains("ab12");
        assertThat(owner.get(byUser).text("total/requests")).isEqualTo("2");
    }

    @Test
    void aUserThatRequestsNameIsFoundByItsHashAlone() {
        String hash = hash(world.tenant(), "ada@example.com");
        UUID token = UUID.randomUUID();
        UsageOwner of = new UsageOwner(world.tenant(), "T", world.team(), "Search", token, "batch");
        UsageEvent own = request(of);
        UsageEvent other = request(of);
        var unused = log.ship(List.of(own, other));
        server.sql()
                .sql("UPDATE keyway.usage_event SET user_hash = ? WHERE id = ?")
                .params(hash, own.id())
                .update();

        String body = "{\"kind\": \"REQUEST_USER\", \"tenantId\": \"%s\", \"requestUser\": \"ada@example.com\"}"
                .formatted(world.tenant());
        var answer = owner.post(ERASURES, body).expect(202);
        server.bean(ErasureRuns.class).run();

        assertThat(answer.raw()).doesNotContain("ada@");
        assertThat(column("user_hash", own)).isNull();
        assertThat(column("user_hash", other)).isEqualTo("ab12");
        assertThat(column("token", own)).isEqualTo("batch");
    }

    @Test
    void theListErasesARestoredBackupAgain() {
        Api ada = server.caller(world.grant(Role.MEMBER));
        String secret = ada.authorization();
        owner.delete("/api/v1/users/" + ada.callerId()).expect(204);
        owner.post(ERASURES, user(ada.callerId())).expect(202);
        server.bean(ErasureRuns.class).run();
        String list = "{\"items\": " + owner.get(ERASURES).expect(200).json().get("items") + "}";

        // The backup is of the time before.
        server.sql().sql("DELETE FROM keyway.erasure").update();
        server.sql()
                .sql(
                        "UPDATE keyway.user_account SET login = 'ada@example.com', name = 'Ada L.', deleted_at = NULL WHERE id = ?")
                .param(ada.callerId())
                .update();
        server.sql()
                .sql("UPDATE keyway.access_token SET revoked_at = NULL WHERE user_id = ?")
                .param(ada.callerId())
                .update();
        UUID token = UUID.fromString(
                owner.post(world.teamPath() + "/tokens", "{\"name\": \"Ada's laptop\", \"ownerId\": null}")
                        .expect(201)
                        .text("token/id"));
        server.sql()
                .sql("UPDATE keyway.proxy_token SET owner_id = ? WHERE id = ?")
                .params(ada.callerId(), token)
                .update();
        var unused = log.ship(
                List.of(request(new UsageOwner(world.tenant(), "T", world.team(), "Search", token, "Ada's laptop"))));
        String before = sums();

        var applied = owner.post(ERASURES + "/replay", list).expect(200);
        assertThat(applied.text("added")).isEqualTo("1");
        server.bean(ErasureRuns.class).run();

        assertThat(sums()).isEqualTo(before);
        assertThat(dump()).doesNotContain("Ada", "ada@");
        server.anonymous().with("Authorization", secret).get("/api/v1/me").expect(401);
        assertThat(owner.get("/api/v1/tokens/" + token).text("status")).isEqualTo("REVOKED");
        assertThat(owner.post(ERASURES + "/replay", list).expect(200).text("repeated"))
                .isEqualTo("1");
        server.bean(ErasureRuns.class).run();
        assertThat(sums()).isEqualTo(before);
    }

    @Test
    void recordsThatArriveLaterAreErasedToo() {
        Api ada = server.caller(world.grant(Role.MEMBER));
        UUID token = UUID.fromString(owner.post(
                        world.teamPath() + "/tokens",
                        "{\"name\": \"Ada's laptop\", \"ownerId\": \"%s\"}".formatted(ada.callerId()))
                .expect(201)
                .text("id"));
        owner.delete("/api/v1/users/" + ada.callerId()).expect(204);
        owner.post(ERASURES, user(ada.callerId())).expect(202);
        server.bean(ErasureRuns.class).run();
        UsageEvent late = request(new UsageOwner(world.tenant(), "T", world.team(), "Search", token, "Ada's laptop"));
        var unused = log.ship(List.of(late));
        server.bean(ErasureRuns.class).run();
        assertThat(column("token", late)).isEqualTo("Ada's laptop");

        server.clock().advance(Duration.ofMinutes(61));
        server.bean(ErasureRuns.class).run();
        assertThat(column("token", late)).isEqualTo("erased");
    }

    @Test
    void whoeverHasTheSameLoginLaterIsNotErased() {
        UUID first = account("ada", now.minus(Duration.ofDays(9)));
        acts(first, "ada", now.minus(Duration.ofDays(8)));
        server.sql()
                .sql("UPDATE keyway.user_account SET login = 'lovelace', updated_at = ? WHERE id = ?")
                .params(Timestamp.from(now.minus(Duration.ofDays(6))), first)
                .update();
        acts(first, "lovelace", now.minus(Duration.ofDays(5)));
        UUID second = account("ada", now.minus(Duration.ofDays(4)));
        acts(second, "ada", now.minus(Duration.ofDays(3)));
        server.sql()
                .sql(
                        "INSERT INTO keyway.login_failure (subject, failures, last_at, locked_until) VALUES ('login:0ada0', 1, now(), now())")
                .update();
        assertThat(named("ada")).isEqualTo("2 2 2 2");
        owner.delete("/api/v1/users/" + first).expect(204);

        owner.post(ERASURES, user(first)).expect(202);

        assertThat(named("ada")).isEqualTo("1 1 1 1");
        assertThat(named("lovelace")).isEqualTo("0 0 0 0");
        assertThat(dump()).doesNotContain("lovelace");
        assertThat(server.sql()
                        .sql("SELECT subject FROM keyway.login_failure ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("login:0ada0", "user:" + second);
        assertThat(server.sql()
                        .sql("SELECT occasion FROM keyway.alert_outbox")
                        .query(String.class)
                        .list())
                .containsOnly("account %s 2026-03-04".formatted(second));
    }

    @Test
    void anErasureThatFailsHoldsUpNoOther() {
        UUID failing = UUID.randomUUID();
        UUID fine = UUID.randomUUID();
        UsageOwner of = new UsageOwner(failing, "Ada's", UUID.randomUUID(), "Search", UUID.randomUUID(), "batch");
        UsageOwner ofOther = new UsageOwner(fine, "Bob's", UUID.randomUUID(), "Search", UUID.randomUUID(), "batch");
        UsageEvent kept = request(of);
        UsageEvent erased = request(ofOther);
        var unused = log.ship(List.of(kept, erased));
        List.of(failing, fine)
                .forEach(tenant -> server.sql()
                        .sql(
                                "INSERT INTO keyway.erasure (id, kind, tenant_id, requested_at) VALUES (uuidv7(), 'TENANT', ?, ?)")
                        .params(tenant, Timestamp.from(now.minusSeconds(tenant.equals(failing) ? 60 : 30)))
                        .update());
        server.database().execute("""
                CREATE FUNCTION keyway.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''out of order''; END';
                CREATE TRIGGER fails BEFORE UPDATE ON keyway.usage_event FOR EACH ROW WHEN (OLD.tenant_id = '%s')
                EXECUTE FUNCTION keyway.fail()""".formatted(failing));

        server.bean(ErasureRuns.class).run();

        assertThat(column("tenant", erased)).isEqualTo("erased");
        assertThat(column("tenant", kept)).isEqualTo("Ada's");
        server.database().execute("DROP TRIGGER fails ON keyway.usage_event");
        server.bean(ErasureRuns.class).run();
        assertThat(column("tenant", kept)).isEqualTo("erased");
    }

    @Test
    void eachPartGoesOnWhereTheLastOneEnded() {
        UUID tenant = UUID.randomUUID();
        UsageOwner of = new UsageOwner(tenant, "Ada's", UUID.randomUUID(), "Search", UUID.randomUUID(), "batch");
        List<UsageEvent> shipped = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            shipped.add(request(of));
        }
        var unused = log.ship(shipped);
        UUID erasure = UUID.randomUUID();
        server.sql()
                .sql("INSERT INTO keyway.erasure (id, kind, tenant_id, requested_at) VALUES (?, 'TENANT', ?, now())")
                .params(erasure, tenant)
                .update();
        List<Long> erased = new ArrayList<>();
        boolean ended;
        do {
            ended = server.sql()
                    .sql("SELECT keyway.erase_records(?, 3, now())")
                    .param(erasure)
                    .query(Boolean.class)
                    .single();
            erased.add(server.sql()
                    .sql("SELECT records FROM keyway.erasure WHERE id = ?")
                    .param(erasure)
                    .query(Long.class)
                    .single());
        } while (!ended);
        assertThat(erased).containsExactly(3L, 6L, 9L, 10L);
    }

    @Test
    void whatIsNotWholeIsRefused() {
        owner.post(ERASURES, user(UUID.randomUUID())).expect(404);
        owner.post(ERASURES, tenant(UUID.randomUUID())).expect(404);
        owner.post(ERASURES, "{\"kind\": \"USER\"}").expect(400);
        owner.post(ERASURES, "{\"kind\": \"TENANT\", \"userId\": \"%s\"}".formatted(UUID.randomUUID()))
                .expect(400);
        owner.post(ERASURES, "{\"kind\": \"REQUEST_USER\", \"tenantId\": \"%s\"}".formatted(world.tenant()))
                .expect(400);
        server.caller(world.grant(Role.ADMIN))
                .post(ERASURES, user(UUID.randomUUID()))
                .expect(403);
    }

    private UUID account(String login, Instant created) {
        UUID id = UUID.randomUUID();
        server.sql()
                .sql(
                        "INSERT INTO keyway.user_account (id, login, name, created_at, updated_at) VALUES (?, ?, 'A person', ?, ?)")
                .params(id, login, Timestamp.from(created), Timestamp.from(created))
                .update();
        return id;
    }

    /** What names somebody who did something under a login. */
    private void acts(UUID user, String login, Instant at) {
        UUID channel = UUID.randomUUID();
        String moment = "'%s'".formatted(at);
        server.database().execute("""
                INSERT INTO keyway.usage_adjustment (id, event_id, tenant_id, team_id, token_id, nanos, reason, date, booking_month, created_at, created_by)
                VALUES (uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7(), 1, 'an invoice', '2026-01-01', '2026-01-01', %1$s, '%2$s');
                INSERT INTO keyway.repricing (id, state, dry_run, from_date, to_date, unpriced_only, price_lists, reason, next_at, next_id, created_at, created_by)
                VALUES (uuidv7(), 'DONE', true, '2026-01-01', '2026-01-02', false, '[]', 'a price', %1$s, uuidv7(), %1$s, '%2$s');
                INSERT INTO keyway.usage_check (day, rebuilt_at, asked_by) VALUES (%1$s::date, %1$s, '%2$s');
                INSERT INTO keyway.usage_check (day, asked_at, asked_by) VALUES (%1$s::date - 100, %1$s, '%2$s');
                INSERT INTO keyway.login_failure (subject, failures, last_at, locked_until) VALUES ('user:%3$s', 1, %1$s, %1$s),
                    ('login:' || encode(sha256(lower('%2$s')::bytea), 'hex'), 1, %1$s, %1$s)
                    ON CONFLICT DO NOTHING;
                INSERT INTO keyway.alert_channel (id, name, kind, target, events, created_at, updated_at)
                VALUES ('%4$s', '%4$s', 'MAIL', 'on-call@example.org', '{}', %1$s, %1$s);
                INSERT INTO keyway.alert_outbox (id, channel_id, event, occasion, body, created_at, due_at)
                VALUES (uuidv7(), '%4$s', 'account_locked', 'account %3$s 2026-03-04', 'to sign in as %2$s', %1$s, %1$s)""".formatted(moment, login, user, channel));
    }

    /** How many rows name somebody by a login. */
    private String named(String login) {
        return server.sql().sql("""
                        SELECT concat_ws(' ', (SELECT count(*) FROM keyway.usage_adjustment WHERE created_by = l),
                            (SELECT count(*) FROM keyway.repricing WHERE created_by = l),
                            (SELECT count(*) FROM keyway.usage_check WHERE asked_by = l AND asked_at IS NULL),
                            (SELECT count(*) FROM keyway.usage_check WHERE asked_by = l AND asked_at IS NOT NULL))
                        FROM (SELECT ?::text AS l) AS n""").param(login).query(String.class).single();
    }

    private String hash(UUID tenant, String user) {
        TransactionTemplate transactions = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        return server.bean(CurrentCaller.class)
                .asSystem(() -> Objects.requireNonNull(transactions.execute(
                        status -> server.bean(UserHashes.class).of(tenant, user))));
    }

    /** As the job does. */
    private void sum(Instant at) {
        for (String step : List.of("begin_usage_day", "sum_usage_day")) {
            assertThat(server.sql()
                            .sql("SELECT keyway.%s(?)".formatted(step))
                            .param(LocalDate.ofInstant(at, ZoneOffset.UTC))
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    private String rowsOfDays() {
        return server.sql().sql("""
                        SELECT concat((SELECT string_agg(u::text, ' ') FROM keyway.usage_user_utc_day u),
                            (SELECT string_agg(t::text, ' ') FROM keyway.usage_tag_utc_day t))""").query(String.class).single();
    }

    private UsageEvent request(UsageOwner of) {
        return request(of, now.minusSeconds(60));
    }

    private UsageEvent request(UsageOwner of, Instant at) {
        return events.request(
                events.id(at),
                of,
                at,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                "COMPLETED",
                List.of(events.attempt(1, at, 1_000_003, null)));
    }

    private @Nullable String column(String name, UsageEvent event) {
        return server.sql()
                .sql("SELECT %s FROM keyway.usage_event WHERE id = ?".formatted(name))
                .param(event.id())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** All amounts that there are. */
    private String sums() {
        return server.sql().sql("""
                        SELECT concat_ws(' ', (SELECT concat(sum(cost_nanos), count(*), sum(tokens)) FROM keyway.usage_event),
                            (SELECT sum(nanos) FROM keyway.usage_adjustment), (SELECT concat(sum(nanos), sum(requests)) FROM keyway.spend),
                            (SELECT concat(sum(cost_nanos), sum(requests)) FROM keyway.usage_consumer_day),
                            (SELECT concat(sum(cost_nanos), sum(requests)) FROM keyway.usage_consumer_quarter),
                            (SELECT string_agg(concat(scope_id, window_start, nanos), ' ' ORDER BY scope_id, window_start)
                                FROM keyway.spend WHERE period = 'MONTH'))""").query(String.class).single();
    }

    /** Every row of every table but the audit, which is a chain and is dropped by months. */
    private String dump() {
        StringBuilder all = new StringBuilder();
        for (String table : server.sql().sql("""
                        SELECT relname FROM pg_class WHERE relnamespace = 'keyway'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                            AND relname NOT LIKE 'audit%' AND relname NOT IN ('idempotent_create', 'config_change')""").query(String.class).list()) {
            server.sql()
                    .sql("SELECT to_jsonb(t)::text FROM keyway.%s t".formatted(table))
                    .query(String.class)
                    .list()
                    .forEach(row -> all.append(table).append(' ').append(row).append('\n'));
        }
        return all.toString();
    }

    private static String tenant(UUID id) {
        return "{\"kind\": \"TENANT\", \"tenantId\": \"%s\"}".formatted(id);
    }

    private static String user(UUID id) {
        return "{\"kind\": \"USER\", \"userId\": \"%s\"}".formatted(id);
    }
}
