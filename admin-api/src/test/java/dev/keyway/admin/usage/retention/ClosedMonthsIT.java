package dev.keyway.admin.usage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Closing sums of months that were dropped, as the API shows them. */
class ClosedMonthsIT {

    private static final String PATH = "/api/v1/usage/closed-months";

    @Test
    void aMonthIsListedOnceItsRecordsAreDropped() {
        try (AdminServer server = AdminServer.start(Map.of("keyway.usage.keep-months", "2"))) {
            Instant now = server.clock().instant();
            YearMonth old =
                    YearMonth.from(LocalDate.ofInstant(now, ZoneOffset.UTC)).minusMonths(3);
            Instant then = old.atDay(7).atTime(12, 0).toInstant(ZoneOffset.UTC);
            int unused = server.sql()
                    .sql("""
                            SELECT keyway.ensure_months('usage_event', ?, 1) + keyway.ensure_months('usage_attempt', ?, 1)
                                + keyway.ensure_usage_ids(?, 1)""")
                    .params(old.atDay(1), old.atDay(1), old.atDay(1))
                    .query(Integer.class)
                    .single();
            TestEvents events = new TestEvents(new Random(178), 1);
            TestLog log = TestLog.on(server);
            server.clock().set(then);
            var shipped = log.ship(List.of(events.completed(then, 4_711), events.completed(then.plusSeconds(1), 289)));
            assertThat(shipped.taken()).isEqualTo(2);
            server.clock().set(now);
            assertThat(server.owner().get(PATH).expect(200).json().get("items")).isEmpty();

            server.bean(UsageMonths.class).tend();

            var items = server.owner().get(PATH).expect(200).json().get("items");
            assertThat(items).hasSize(1);
            assertThat(items.get(0).get("month").asString()).isEqualTo(old.toString());
            assertThat(items.get(0).get("requests").asLong()).isEqualTo(2);
            assertThat(items.get(0).get("cost").asString()).isEqualTo("0.000005");
        }
    }

    @Test
    void everyRoleSeesWhatItIsOf() {
        try (AdminServer server = AdminServer.start()) {
            World world = World.in(server);
            close(server, "TENANT", world.tenant(), world.tenant(), 7);
            close(server, "TEAM", world.team(), world.tenant(), 3);
            close(server, "TEAM", world.otherTeam(), world.tenant(), 4);
            close(server, "TOKEN", UUID.randomUUID(), world.tenant(), 7);
            close(server, "TENANT", world.foreignTenant(), world.foreignTenant(), 100);
            close(server, "TEAM", world.foreignTeam(), world.foreignTenant(), 100);

            assertThat(server.owner().get(PATH).text("items/0/requests")).isEqualTo("107");
            assertThat(server.owner().get(PATH + "?tenant=" + world.tenant()).text("items/0/requests"))
                    .isEqualTo("7");
            assertThat(server.owner().get(PATH + "?team=" + world.otherTeam()).text("items/0/requests"))
                    .isEqualTo("4");
            for (Role role : List.of(Role.TENANT_ADMIN, Role.TENANT_AUDITOR)) {
                assertThat(server.caller(world.grant(role)).get(PATH).text("items/0/requests"))
                        .as(role.name())
                        .isEqualTo("7");
            }
            for (Role role : List.of(Role.TEAM_ADMIN, Role.MEMBER)) {
                var caller = server.caller(world.grant(role));
                assertThat(caller.get(PATH).text("items/0/requests"))
                        .as(role.name())
                        .isEqualTo("3");
                var unused = caller.get(PATH + "?team=" + world.otherTeam()).expect(404);
            }
            var foreign = server.caller(world.foreignGrant(Role.TENANT_ADMIN));
            assertThat(foreign.get(PATH).text("items/0/requests")).isEqualTo("100");
            var unused = foreign.get(PATH + "?tenant=" + world.tenant()).expect(404);
            unused = foreign.get(PATH + "?team=" + world.team()).expect(404);
        }
    }

    private static void close(AdminServer server, String scope, UUID id, UUID tenant, long requests) {
        int unused = server.sql().sql("""
                        INSERT INTO keyway.usage_closing (month, scope, scope_id, tenant_id, nanos, requests, tokens)
                        VALUES ('2026-03-01', ?, ?, ?, 1000, ?, 10)""").params(scope, id, tenant, requests).update();
    }
}
