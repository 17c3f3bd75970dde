package dev.keyway.admin.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.gateway.FakeGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the overview says of an installation, from the first start on. */
class OverviewIT {

    private static final ZoneId ZONE = ZoneId.of("Pacific/Kiritimati");

    @Test
    void anEmptyInstallationHasItsStepsBeforeIt() {
        try (AdminServer server = AdminServer.start()) {
            Api owner = server.owner();
            JsonNode empty = overview(owner);
            assertThat(empty.at("/setUp"))
                    .hasToString("{\"provider\":false,\"key\":false,\"team\":false,\"token\":false,\"call\":false}");
            assertThat(empty.at("/pools/all").asInt()).isZero();
            assertThat(empty.at("/month").isNull()).isTrue();

            Answer provider =
                    owner.post("/api/v1/providers", "{\"slug\": \"openai\"}").expect(201);
            String keys = "/api/v1/providers/" + provider.text("slug") + "/keys";
            String key = owner.post(keys, "{\"secret\": \"sk-%s\"}".formatted(UUID.randomUUID()))
                    .expect(201)
                    .text("id");
            String tenant = owner.post("/api/v1/tenants", "{\"name\": \"Newsroom\", \"zone\": \"%s\"}".formatted(ZONE))
                    .expect(201)
                    .text("id");
            String team = owner.post("/api/v1/tenants/Newsroom/teams", "{\"name\": \"Research\"}")
                    .expect(201)
                    .text("id");
            String token = owner.post("/api/v1/tenants/Newsroom/teams/Research/tokens", "{\"name\": \"chat\"}")
                    .expect(201)
                    .text("id");
            assertThat(overview(owner).at("/setUp"))
                    .hasToString("{\"provider\":true,\"key\":true,\"team\":true,\"token\":true,\"call\":false}");

            pools(server, owner, key);
            budgets(server, owner, tenant, team, token);
            failures(server, owner, key);
            scopes(owner);
        }
    }

    private static void scopes(Api owner) {
        Answer unused = owner.post("/api/v1/tenants", "{\"name\": \"Archive\", \"zone\": \"%s\"}".formatted(ZONE))
                .expect(201);
        JsonNode tenant =
                owner.get("/api/v1/overview?tenant=Newsroom").expect(200).json();
        assertThat(tenant.at("/budgets/near").asInt()).isEqualTo(1);
        assertThat(tenant.at("/month")).hasToString("{\"tenants\":1,\"booked\":\"25.00\",\"cap\":\"100.00\"}");
        assertThat(tenant.get("pools").isNull()).isTrue();
        assertThat(tenant.get("gateways").isNull()).isTrue();
        assertThat(tenant.get("keys")).isEmpty();
        JsonNode team = owner.get("/api/v1/overview?tenant=Newsroom&team=Research")
                .expect(200)
                .json();
        assertThat(team.at("/budgets/items/0/team").asString()).isEqualTo("Research");
        assertThat(team.get("month").isNull())
                .as("the team has no budget of a month")
                .isTrue();
        JsonNode other =
                owner.get("/api/v1/overview?tenant=Archive").expect(200).json();
        assertThat(other.at("/budgets/near").asInt()).isZero();
        assertThat(other.get("month").isNull()).isTrue();
        owner.get("/api/v1/overview?tenant=nobody").expect(404);
        owner.get("/api/v1/overview?team=" + UUID.randomUUID()).expect(400);
    }

    private static void pools(AdminServer server, Api owner, String key) {
        Instant now = server.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        assertThat(overview(owner).at("/pools/degraded").asInt()).isZero();
        try (FakeGateway gateway = server.gateway()) {
            JsonNode unused = gateway.snapshot();
            gateway.keyState(key, null, "LOCKED", "account without money", now, null);
            JsonNode said = overview(owner);
            assertThat(said.at("/pools/all").asInt()).isEqualTo(1);
            assertThat(said.at("/pools/degraded").asInt()).isEqualTo(1);
            assertThat(said.at("/pools/items/0/slug").asString()).isEqualTo("openai");
            assertThat(said.at("/gateways")).hasToString("{\"connected\":1,\"silent\":0,\"items\":[]}");
            server.clock().advance(Duration.ofMinutes(5));
            JsonNode gateways = overview(owner).at("/gateways");
            assertThat(gateways.get("connected").asInt()).isZero();
            assertThat(gateways.get("silent").asInt()).isEqualTo(1);
            assertThat(gateways.at("/items/0/name").asString()).isNotEmpty();
            assertThat(Instant.parse(gateways.at("/items/0/seenAt").asString()))
                    .isBefore(server.clock().instant().minus(Duration.ofMinutes(4)));
        }
    }

    private static void budgets(AdminServer server, Api owner, String tenant, String team, String token) {
        budget(owner, "/api/v1/tenants/Newsroom", "MONTH", "100");
        budget(owner, "/api/v1/tenants/Newsroom/teams/Research", "DAY", "10");
        budget(owner, "/api/v1/tenants/Newsroom/teams/Research/tokens/" + token, "TOTAL", "10");
        LocalDate today = LocalDate.ofInstant(server.clock().instant(), ZONE);
        spend(server, "TENANT", tenant, "MONTH", today.withDayOfMonth(1), tenant, 25);
        spend(server, "TEAM", team, "DAY", today, tenant, 8);
        spend(server, "TOKEN", token, "TOTAL", LocalDate.EPOCH, tenant, 12);
        JsonNode said = overview(owner);
        assertThat(said.at("/budgets/near").asInt()).isEqualTo(2);
        assertThat(said.at("/budgets/items/0/token").asString()).isEqualTo("chat");
        assertThat(said.at("/budgets/items/0/percent").asInt()).isEqualTo(120);
        assertThat(said.at("/budgets/items/1/team").asString()).isEqualTo("Research");
        assertThat(said.at("/budgets/items/1/token").isNull()).isTrue();
        assertThat(said.at("/budgets/items/1/percent").asInt()).isEqualTo(80);
        assertThat(said.at("/month")).hasToString("{\"tenants\":1,\"booked\":\"25.00\",\"cap\":\"100.00\"}");
        owner.delete("/api/v1/tenants/Newsroom/teams/Research/tokens/" + token).expect(204);
        assertThat(overview(owner).at("/budgets/near").asInt()).isEqualTo(1);
    }

    private static void failures(AdminServer server, Api owner, String key) {
        serve(server, key, "COMPLETED", 8);
        serve(server, key, "SERVER", 3);
        JsonNode failing = overview(owner).at("/keys/0");
        assertThat(failing.get("provider").asString()).isNotEmpty();
        assertThat(failing.get("attempts").asLong()).isEqualTo(11);
        assertThat(failing.get("failed").asLong()).isEqualTo(3);
    }

    private static JsonNode overview(Api owner) {
        return owner.get("/api/v1/overview").expect(200).json();
    }

    private static void budget(Api owner, String of, String period, String amount) {
        Answer unused = owner.post(
                        of + "/budgets", "{\"period\": \"%s\", \"amount\": \"%s\"}".formatted(period, amount))
                .expect(201);
    }

    private static void spend(
            AdminServer server, String scope, String id, String period, LocalDate start, String tenant, long dollars) {
        assertThat(server.sql()
                        .sql("""
                                INSERT INTO keyway.spend (scope, scope_id, period, window_start, tenant_id, nanos)
                                VALUES (?, ?::uuid, ?, ?, ?::uuid, ?)""")
                        .params(scope, id, period, start, tenant, dollars * 1_000_000_000)
                        .update())
                .isEqualTo(1);
    }

    private static void serve(AdminServer server, String key, String outcome, int attempts) {
        assertThat(server.sql()
                        .sql("""
                                INSERT INTO keyway.usage_supply_quarter (quarter, provider_id, account_id, key_id, model, outcome_class, attempts)
                                SELECT keyway.quarter_hour(?::timestamptz), provider_id, '00000000-0000-0000-0000-000000000000', id,
                                    'small', ?, ? FROM keyway.provider_key WHERE id = ?::uuid""")
                        .params(server.clock().instant().toString(), outcome, attempts, key)
                        .update())
                .isEqualTo(1);
    }
}
