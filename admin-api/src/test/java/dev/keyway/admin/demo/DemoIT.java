package dev.keyway.admin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.gateway.FakeGateway;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever asks for a demo finds a company to look at, once. */
class DemoIT {

    private static final Map<String, String> DEMO =
            Map.of("keyway.demo.seed", "true", "keyway.catalogue.load", "first-start");

    @Test
    void bringsACompanyThatLivesAndBringsItOnce() {
        try (AdminServer server = AdminServer.start(DEMO)) {
            Api owner = server.owner();
            String tenant = "/api/v1/tenants/"
                    + only(owner, "/api/v1/tenants").get("id").asString();
            assertThat(budgets(owner, tenant)).isEqualTo("MONTH 1000.00 true");

            String research = team(owner, tenant, "Research");
            assertThat(owner.get(research + "/limits")
                            .json()
                            .get("requestsPerMinute")
                            .asInt())
                    .isEqualTo(600);
            assertThat(budgets(owner, research)).isEqualTo("MONTH 500.00 true");
            assertThat(names(owner, research + "/tokens")).containsExactly("nightly reports", "notebooks");
            JsonNode account = only(owner, research + "/service-accounts");
            assertThat(owner.get(research + "/tokens").text("items/0/serviceAccountId"))
                    .isEqualTo(account.get("id").asString());

            String support = team(owner, tenant, "Support");
            assertThat(owner.get(support + "/limits")
                            .json()
                            .at("/allowedModels/0")
                            .asString())
                    .isEqualTo("fast");
            assertThat(budgets(owner, support)).isEqualTo("DAY 20.00 false");
            assertThat(owner.get(support + "/tokens")
                            .json()
                            .at("/items/0/expiresAt")
                            .isString())
                    .isTrue();

            JsonNode alias = only(owner, "/api/v1/aliases");
            assertThat(alias.at("/targets/0/model").asString()).isEqualTo("gpt-4o-mini");
            assertThat(alias.at("/targets/1/model").asString()).isEqualTo("claude-haiku-4-5");
            assertThat(alias.get("targets").size()).isEqualTo(3);
            owner.get("/api/v1/audit/verify").expect(200);
            assertThat(names(owner, "/api/v1/audit?kind=token&limit=200", "actorName"))
                    .hasSize(3)
                    .containsOnly("keyway");

            try (FakeGateway gateway = server.gateway()) {
                var unused = gateway.snapshot();
                assertThat(gateway.configuration().list("tokens")).hasSize(3);
                assertThat(gateway.configuration().list("aliases")).hasSize(1);
            }

            JsonNode month =
                    owner.get("/api/v1/usage/summary?groupBy=team").expect(200).json();
            assertThat(month.get("items").size()).isEqualTo(2);
            assertThat(month.at("/total/requests").asLong()).isBetween(2_500L, 6_000L);
            assertThat(server.sql()
                            .sql("""
                            SELECT concat_ws(' ', count(DISTINCT date), count(DISTINCT date_trunc('day', arrived_at AT TIME ZONE 'UTC')),
                                max(date) - min(date), bool_and(arrived_at <= ?), sum(cost_nanos) > 1000000000)
                            FROM keyway.usage_event""")
                            .param(Timestamp.from(server.clock().instant()))
                            .query(String.class)
                            .single())
                    .matches("(29|30) (29|30) (28|29) t t");
            assertThat(server.sql().sql("""
                            SELECT (SELECT sum(cost_nanos) FROM keyway.usage_event) || ' ' || (SELECT sum(cost_nanos) FROM keyway.usage_attempt)
                                || ' ' || (SELECT sum(cost_nanos) FROM keyway.usage_consumer_day)
                                || ' ' || (SELECT sum(nanos) FROM keyway.spend WHERE scope = 'TENANT' AND period = 'MONTH')""").query(String.class).single()).matches("(\\d+) \\1 \\1 \\1");
            assertThat(server.sql()
                            .sql(
                                    "SELECT count(*) FROM keyway.alert_outbox WHERE event IN ('cost_mismatch', 'model_unpriced')")
                            .query(Long.class)
                            .single())
                    .isZero();

            String before = world(server);
            try (AdminServer again = server.replica(DEMO)) {
                assertThat(world(again)).isEqualTo(before);
            }
        }
    }

    @Test
    void nothingIsAddedToAnInstallationThatIsInUse() {
        try (AdminServer server = AdminServer.start()) {
            server.owner().post("/api/v1/tenants", "{\"name\": \"Real\"}").expect(201);
            String before = world(server);
            try (AdminServer again = server.replica(Map.of("keyway.demo.seed", "true"))) {
                assertThat(world(again)).isEqualTo(before);
            }
        }
    }

    /** How many rows there are of all that a demo makes. */
    private static String world(AdminServer server) {
        return server.sql().sql("""
                        SELECT (SELECT count(*) FROM keyway.tenant) || ' ' || (SELECT count(*) FROM keyway.team) || ' '
                            || (SELECT count(*) FROM keyway.proxy_token) || ' ' || (SELECT count(*) FROM keyway.alias) || ' '
                            || (SELECT count(*) FROM keyway.usage_event) || ' ' || (SELECT count(*) FROM keyway.budget_policy) || ' ' || (SELECT count(*) FROM keyway.audit_entry)""").query((row, n) -> row.getString(1)).single();
    }

    private static String team(Api owner, String tenant, String name) {
        Answer found = owner.get(tenant + "/teams?search=" + name).expect(200);
        return tenant + "/teams/" + found.text("items/0/id");
    }

    private static JsonNode only(Api owner, String list) {
        JsonNode items = owner.get(list).expect(200).json().get("items");
        assertThat(items.size()).isEqualTo(1);
        return items.get(0);
    }

    private static String budgets(Api owner, String of) {
        JsonNode budgets = owner.get(of + "/budgets").expect(200).json().get("items");
        assertThat(budgets.size()).isEqualTo(1);
        JsonNode budget = budgets.get(0);
        return budget.get("period").asString() + " " + budget.get("amount").asString() + " "
                + budget.get("hard").asBoolean();
    }

    private static List<String> names(Api owner, String list) {
        return names(owner, list, "name");
    }

    private static List<String> names(Api owner, String list, String member) {
        return StreamSupport.stream(
                        owner.get(list).expect(200).json().get("items").spliterator(), false)
                .map(item -> item.get(member).asString())
                .toList();
    }
}
