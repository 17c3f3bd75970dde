package dev.keyway.admin.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageOwner;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a gateway was granted ends when nobody spends it any more, and no sooner. */
class GrantEndsIT {

    private static final AdminServer SERVER = AdminServer.start();
    private static final long DOLLAR = 1_000_000_000;

    private final Api admin = SERVER.owner();
    private final World world = World.in(SERVER);
    private final UsageOwner owner =
            new UsageOwner(world.tenant(), "Acme", world.team(), "search", UUID.randomUUID(), "batch");
    private String budget = "";

    @BeforeEach
    void aloneWithABudget() {
        SERVER.clock().advance(Duration.ofSeconds(41));
        budget = admin.post(world.teamPath() + "/budgets", "{\"period\": \"DAY\", \"amount\": \"10.00\"}")
                .expect(201)
                .header("Location");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aGatewayThatSignsOffGivesAllBack() {
        Spender gateway = spender();
        assertThat(outstanding()).isEqualTo(8 * DOLLAR);
        gateway.signOff();
        assertThat(outstanding()).isZero();
        Spender other = gateway();
        assertThat(other.report().ceilingNanos()).isEqualTo(8 * DOLLAR);
        other.signOff();
        gateway.start(gateway.log());
        assertThat(gateway.report().ceilingNanos()).isEqualTo(10 * DOLLAR);
    }

    @Test
    void oneThatSignsOffWithUnshippedUsageKeepsItsGrantUntilThatHasArrived() {
        Spender gateway = spender();
        heartbeat(gateway, 3);
        gateway.api()
                .post("/gateway/v1/sign-off", """
                {"instanceId": "%s", "log": {"logId": "%s", "lastSequence": 3, "shippedThrough": 1, "damaged": 0,
                 "oldestUnshipped": "%s"}}""".formatted(
                        gateway.instance(), gateway.log().id(), SERVER.clock().instant()))
                .expect(204);
        SERVER.bean(GrantEnds.class).look();
        assertThat(outstanding()).isEqualTo(8 * DOLLAR);
    }

    @Test
    void oneThatWasKilledKeepsItsGrantUntilTheGapOfItsLogIsResolved() {
        Spender gateway = spender();
        heartbeat(gateway, 3);
        SERVER.clock().advance(Duration.ofSeconds(41));
        SERVER.bean(GrantEnds.class).look();
        Spender other = gateway();
        assertThat(other.report().ceilingNanos()).isZero();
        other.signOff();
        assertThat(outstanding()).isEqualTo(8 * DOLLAR);

        gateway.start(new TestLog(gateway.api()));
        SERVER.bean(GrantEnds.class).look();
        assertThat(outstanding()).as("replaced, with a gap").isEqualTo(8 * DOLLAR);
        assertThat(gateway.report().ceilingNanos()).isZero();
        resolve();
        SERVER.bean(GrantEnds.class).look();
        assertThat(gateway.report().ceilingNanos()).isEqualTo(8 * DOLLAR);
    }

    @Test
    void oneThatIsAwayForADayIsGivenUpWhenItsGapIsResolvedUnlessItComesBack() {
        Spender gateway = spender();
        heartbeat(gateway, 3);
        SERVER.clock().advance(Duration.ofDays(1).plusSeconds(1));
        int unused = SERVER.sql()
                .sql("""
                        INSERT INTO keyway.usage_gap (id, gateway_id, log_id, reason, from_sequence, to_sequence, found_at)
                        VALUES (uuidv7(), ?, ?, 'SILENT', 2, 3, ?)""")
                .params(
                        id(gateway),
                        gateway.log().id(),
                        Timestamp.from(SERVER.clock().instant()))
                .update();
        SERVER.bean(GrantEnds.class).look();
        assertThat(outstanding()).isEqualTo(8 * DOLLAR);
        resolve();
        gateway.heartbeat();
        SERVER.bean(GrantEnds.class).look();
        assertThat(outstanding()).as("it is back").isEqualTo(8 * DOLLAR);
        unused = SERVER.sql()
                .sql("UPDATE keyway.gateway SET seen_at = seen_at - interval '1 hour' WHERE id = ?")
                .param(id(gateway))
                .update();
        SERVER.bean(GrantEnds.class).look();
        assertThat(outstanding()).isZero();
    }

    @Test
    void oneThatIsDeletedWithEverythingShippedHasNothingAnyMore() {
        Spender gateway = spender();
        admin.delete("/api/v1/gateways/" + id(gateway)).expect(204);
        SERVER.bean(GrantEnds.class).look();
        assertThat(outstanding()).isZero();
    }

    @Test
    void aLogThatGoesOnUnderAnotherGatewayIsGrantedAnew() {
        Spender gateway = spender();
        SERVER.clock().advance(Duration.ofSeconds(41));
        Spender heir = gateway();
        heir.start(gateway.log().under(heir.api()));
        SERVER.clock().advance(Duration.ofSeconds(1));
        heir.report();
        SERVER.bean(GrantEnds.class).look();
        assertThat(heir.report().ceilingNanos()).isEqualTo(8 * DOLLAR);
    }

    @Test
    void anOwnerReleasesWhatAGatewayHadThatIsGone() {
        Spender gateway = spender();
        String grant = budget + "/grants/" + id(gateway);
        Answer connected = admin.delete(grant).expect(409);
        assertThat(connected.text("code")).isEqualTo("conflict");
        SERVER.clock().advance(Duration.ofSeconds(41));
        SERVER.caller(world.grant(Role.ADMIN)).delete(grant).expect(403);
        SERVER.caller(world.grant(Role.TENANT_ADMIN)).delete(grant).expect(403);
        admin.delete(grant).expect(204);
        assertThat(outstanding()).isZero();
        assertThat(admin.get("/api/v1/audit?limit=1").expect(200).raw())
                .contains("released", "spend_grant", id(gateway).toString(), "\"8.00\"");
        admin.delete(grant).expect(404);
        admin.delete(budget + "/grants/" + UUID.randomUUID()).expect(404);
        Spender other = gateway();
        assertThat(other.report().ceilingNanos()).isEqualTo(8 * DOLLAR);
        gateway.report();
        gateway.report();
        assertThat(gateway.ceiling()).as("who was not gone learns it").isEqualTo(2 * DOLLAR);
    }

    @Test
    void grantsOfWindowsThatAreLongOverAreDropped() {
        Spender gateway = spender();
        assertThat(afterDropping(gateway, gateway.today().minusMonths(2).minusDays(1)))
                .isOne();
        assertThat(afterDropping(gateway, gateway.today().minusMonths(2).minusDays(2)))
                .isZero();
        assertThat(gateway.report().bookedNanos()).isEqualTo(2 * DOLLAR);
    }

    private static long afterDropping(Spender gateway, LocalDate window) {
        int unused = SERVER.sql()
                .sql("UPDATE keyway.spend_grant SET window_start = ? WHERE log_id = ?")
                .params(window, gateway.log().id())
                .update();
        SERVER.bean(OldGrants.class).drop();
        return SERVER.sql()
                .sql("SELECT count(*) FROM keyway.spend_grant WHERE log_id = ?")
                .param(gateway.log().id())
                .query(Long.class)
                .single();
    }

    private void resolve() {
        UUID gap = SERVER.sql()
                .sql("SELECT id FROM keyway.usage_gap WHERE resolved_at IS NULL ORDER BY found_at DESC LIMIT 1")
                .query(UUID.class)
                .single();
        admin.post("/api/v1/usage/gaps/" + gap + "/resolve", "{\"resolution\": \"The volume was lost\"}")
                .expect(200);
    }

    private Spender gateway() {
        return new Spender(SERVER, owner);
    }

    /** One that has the whole budget, of which two dollars are booked. */
    private Spender spender() {
        Spender gateway = gateway();
        gateway.report();
        assertThat(gateway.spend(2 * DOLLAR)).isTrue();
        gateway.ship();
        gateway.report();
        return gateway;
    }

    private static void heartbeat(Spender gateway, long last) {
        gateway.api()
                .post("/gateway/v1/heartbeats", """
                {"version": "1", "revision": 1, "startedAt": "2026-11-26T01:00:00Z", "inFlight": 0, "instanceId": "%s",
                 "log": {"logId": "%s", "lastSequence": %d, "shippedThrough": 1, "damaged": 0, "oldestUnshipped": "%s"}}""".formatted(
                                gateway.instance(),
                                gateway.log().id(),
                                last,
                                SERVER.clock().instant()))
                .expect(204);
    }

    private static UUID id(Spender gateway) {
        return SERVER.sql()
                .sql("SELECT id FROM keyway.gateway WHERE instance_id = ?")
                .param(gateway.instance())
                .query(UUID.class)
                .single();
    }

    private long outstanding() {
        return SERVER.sql()
                .sql("SELECT sum(greatest(granted_nanos - booked_nanos, 0)) FROM keyway.spend_grant WHERE scope_id = ?")
                .param(world.team())
                .query(Long.class)
                .single();
    }
}
