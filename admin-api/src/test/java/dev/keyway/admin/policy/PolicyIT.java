package dev.keyway.admin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Limits and budgets on three levels, and what they come to. */
class PolicyIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();
    private final Api tenantAdmin = server.caller(world.grant(Role.TENANT_ADMIN));
    private final Api teamAdmin = server.caller(world.grant(Role.TEAM_ADMIN));
    private final String token = teamAdmin
            .post(world.teamPath() + "/tokens", "{\"name\": \"t\"}")
            .expect(201)
            .header("Location");

    @Test
    void limitsAreSetChangedAndRemoved() {
        String limits = world.teamPath() + "/limits";
        Answer none = tenantAdmin.get(limits).expect(200);
        assertThat(none.etag()).isEqualTo("\"0\"");
        assertThat(none.json().get("requestsPerMinute").isNull()).isTrue();
        Answer set = tenantAdmin.patch(limits, none.etag(), """
                {"requestsPerMinute": 100, "concurrentRequests": 5, "allowedModels": ["unheard-of-*", "unheard-of"],
                 "allowedAddresses": ["10.1.2.3/8", "2001:db8::/32", "192.0.2.7"]}""").expect(200);
        assertThat(set.json().get("warnings")).hasSize(2);
        assertThat(withoutWarnings(tenantAdmin.get(limits).expect(200))).isEqualTo(withoutWarnings(set));
        assertThat(set.json().get("allowedAddresses").toString())
                .isEqualTo("[\"10.0.0.0/8\",\"2001:db8::/32\",\"192.0.2.7/32\"]");
        tenantAdmin.patch(limits, none.etag(), "{\"requestsPerMinute\": 1}").expect(412);
        Answer removed = tenantAdmin
                .patch(limits, set.etag(), "{\"requestsPerMinute\": null, \"allowedModels\": []}")
                .expect(200);
        assertThat(removed.json().get("requestsPerMinute").isNull()).isTrue();
        assertThat(removed.json().get("allowedModels").isEmpty()).isTrue();
        assertThat(removed.json().get("concurrentRequests").asInt()).isEqualTo(5);
    }

    @Test
    void whatIsNoLimitIsNamed() {
        String limits = world.teamPath() + "/limits";
        assertThat(owner.patch(limits, "\"0\"", "{\"requestsPerMinute\": 0}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("requestsPerMinute");
        assertThat(owner.patch(limits, "\"0\"", "{\"allowedAddresses\": [\"example.com\"]}")
                        .expect(400)
                        .text("errors/0/field"))
                .startsWith("allowedAddresses[0]");
        owner.patch(limits, "\"0\"", "{\"allowedAddresses\": [\"10.0.0.0/33\"]}")
                .expect(400);
        owner.patch(limits, "\"0\"", "{\"allowedAddresses\": [null]}").expect(400);
        owner.patch(limits, "\"0\"", "{\"allowedModels\": [\"\"]}").expect(400);
        assertThat(owner.patch(limits, "\"0\"", "{\"allowedModels\": [\"" + "*a".repeat(90) + "x0*b\"]}")
                        .expect(400)
                        .text("errors/0/message"))
                .isEqualTo("must have at most 16 '*'");
        owner.patch(limits, "\"0\"", "{\"tokensPerMinute\": 99999999999999999999}")
                .expect(400);
        Answer tooLong = owner.patch(
                        limits,
                        "\"0\"",
                        "{\"allowedModels\": [" + String.join(",", Collections.nCopies(20_000, "\"\"")) + "]}")
                .expect(400);
        assertThat(tooLong.json().get("errors")).hasSize(1);
        assertThat(tooLong.text("errors/0/message")).isEqualTo("must have at most 500 elements");
    }

    @Test
    void aLevelGivesNothingThatTheOneAboveDoesNotHave() {
        owner.patch(world.path() + "/limits", "\"0\"", "{\"tokensPerMinute\": 1000}")
                .expect(200);
        owner.patch(
                        world.teamPath() + "/limits",
                        "\"0\"",
                        "{\"requestsPerMinute\": 60, \"allowedModels\": [\"gpt-*\"]}")
                .expect(200);
        assertThat(teamAdmin
                        .patch(token + "/limits", "\"0\"", "{\"requestsPerMinute\": 61}")
                        .expect(400)
                        .text("detail"))
                .isEqualTo("requestsPerMinute must be at most the team's 60.");
        assertThat(teamAdmin
                        .patch(token + "/limits", "\"0\"", "{\"tokensPerMinute\": 1001}")
                        .expect(400)
                        .text("detail"))
                .isEqualTo("tokensPerMinute must be at most the tenant's 1000.");
        assertThat(teamAdmin
                        .patch(token + "/limits", "\"0\"", "{\"allowedModels\": [\"gpt-4o\", \"claude-*\"]}")
                        .expect(400)
                        .text("detail"))
                .contains("'claude-*'");
        teamAdmin
                .patch(token + "/limits", "\"0\"", "{\"requestsPerMinute\": 60, \"allowedModels\": [\"gpt-4*\"]}")
                .expect(200);
    }

    @Test
    void nobodyChangesALimitThatBindsThemselves() {
        tenantAdmin
                .patch(world.path() + "/limits", "\"0\"", "{\"requestsPerMinute\": 1}")
                .expect(403);
        tenantAdmin
                .post(world.path() + "/budgets", "{\"period\": \"DAY\", \"amount\": \"1\"}")
                .expect(403);
        teamAdmin
                .patch(world.teamPath() + "/limits", "\"0\"", "{\"requestsPerMinute\": 1}")
                .expect(403);
        teamAdmin
                .post(world.teamPath() + "/budgets", "{\"period\": \"DAY\", \"amount\": \"1\"}")
                .expect(403);
    }

    @Test
    void aBudgetIsMadeRaisedForATimeChangedAndDeleted() {
        String budgets = world.teamPath() + "/budgets";
        Answer made = tenantAdmin
                .post(budgets, "{\"period\": \"MONTH\", \"amount\": \"250.5\"}")
                .expect(201);
        String path = made.header("Location");
        assertThat(made.text("amount")).isEqualTo("250.50");
        assertThat(made.json().get("hard").asBoolean()).isTrue();
        tenantAdmin.post(budgets, "{\"period\": \"MONTH\", \"amount\": \"1\"}").expect(409);
        tenantAdmin
                .post(budgets, "{\"period\": \"DAY\", \"amount\": \"10\", \"hard\": false}")
                .expect(201);
        String until = server.clock().instant().plus(Duration.ofHours(2)).toString();
        Answer raised = tenantAdmin
                .post(path + "/raises", "{\"amount\": \"100\", \"until\": \"%s\"}".formatted(until))
                .expect(200);
        assertThat(raised.text("raises/0/amount")).isEqualTo("100.00");
        assertThat(raised.etag()).isNotEqualTo(made.etag());
        server.clock().advance(Duration.ofHours(3));
        assertThat(tenantAdmin.get(path).expect(200).json().get("raises").isEmpty())
                .isTrue();
        tenantAdmin.patch(path, made.etag(), "{\"amount\": \"1\"}").expect(412);
        assertThat(tenantAdmin
                        .patch(path, raised.etag(), "{\"amount\": \"300\", \"strict\": true}")
                        .expect(200)
                        .text("amount"))
                .isEqualTo("300.00");
        assertThat(tenantAdmin
                        .post(path + "/raises", "{\"amount\": \"1\", \"until\": \"2020-01-01T00:00:00Z\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("until");
        assertThat(tenantAdmin
                        .post(budgets, "{\"period\": \"WEEK\", \"amount\": \"-1\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("amount");
        tenantAdmin.delete(path).expect(204);
        tenantAdmin.get(path).expect(404);
        assertThat(tenantAdmin.get(budgets).expect(200).json().get("items").size())
                .isEqualTo(1);
    }

    @Test
    void aBudgetIsFoundUnderWhatItBindsOnly() {
        String budget = owner.post(world.teamPath() + "/budgets", "{\"period\": \"DAY\", \"amount\": \"1\"}")
                .expect(201)
                .text("id");
        owner.get(world.path() + "/budgets/" + budget).expect(404);
        owner.get(world.path() + "/teams/" + world.otherTeam() + "/budgets/" + budget)
                .expect(404);
        owner.delete(token + "/budgets/" + budget).expect(404);
        owner.get("/api/v1/tenants/" + world.foreignTenant() + "/teams/" + world.team() + "/limits")
                .expect(404);
    }

    @Test
    void theEffectivePolicySaysWhatBindsATokenAndWhose() {
        owner.patch(world.path() + "/limits", "\"0\"", "{\"requestsPerMinute\": 50, \"tokensPerMinute\": 1000}")
                .expect(200);
        owner.patch(world.teamPath() + "/limits", "\"0\"", "{\"tokensPerMinute\": 500}")
                .expect(200);
        teamAdmin
                .patch(token + "/limits", "\"0\"", "{\"requestsPerMinute\": 10}")
                .expect(200);
        owner.post(world.path() + "/budgets", "{\"period\": \"TOTAL\", \"amount\": \"9\"}")
                .expect(201);
        teamAdmin
                .post(token + "/budgets", "{\"period\": \"DAY\", \"amount\": \"2\"}")
                .expect(201);
        Answer policy = teamAdmin.get(token + "/effective-policy").expect(200);
        assertThat(policy.json().get("enforced").asBoolean(true)).isFalse();
        assertThat(policy.json().get("mayCall").asBoolean()).isTrue();
        assertThat(policy.json().at("/requestsPerMinute/value").asInt()).isEqualTo(10);
        assertThat(policy.text("requestsPerMinute/level")).isEqualTo("TOKEN");
        assertThat(policy.json().at("/tokensPerMinute/value").asInt()).isEqualTo(500);
        assertThat(policy.text("tokensPerMinute/level")).isEqualTo("TEAM");
        assertThat(policy.json().get("concurrentRequests").isNull()).isTrue();
        assertThat(policy.json().get("levels").size()).isEqualTo(3);
        assertThat(policy.json().get("budgets").size()).isEqualTo(2);
        assertThat(policy.json().at("/budgets/0/window/left").asString()).isEqualTo("2.00");
        owner.patch(world.path(), owner.get(world.path()).etag(), "{\"blocked\": true}")
                .expect(200);
        teamAdmin.patch(token, "\"0\"", "{\"blocked\": true}").expect(200);
        Answer refused = teamAdmin.get(token + "/effective-policy").expect(200);
        assertThat(refused.json().get("mayCall").asBoolean()).isFalse();
        assertThat(refused.json().get("refusedBecause").toString())
                .isEqualTo("[{\"code\":\"blocked_token\",\"message\":\"The token is blocked.\"},"
                        + "{\"code\":\"blocked_token\",\"message\":\"The tenant is blocked.\"}]");
    }

    @Test
    void aTeamAndATenantHaveAnEffectivePolicyAsWell() {
        owner.patch(world.path() + "/limits", "\"0\"", "{\"requestsPerMinute\": 50}")
                .expect(200);
        owner.patch(world.teamPath() + "/limits", "\"0\"", "{\"requestsPerMinute\": 20}")
                .expect(200);
        owner.post(world.path() + "/budgets", "{\"period\": \"MONTH\", \"amount\": \"9\"}")
                .expect(201);
        JsonNode team = teamAdmin
                .get(world.teamPath() + "/effective-policy")
                .expect(200)
                .json();
        assertThat(team.at("/requestsPerMinute/value").asInt()).isEqualTo(20);
        assertThat(team.at("/requestsPerMinute/level").asString()).isEqualTo("TEAM");
        assertThat(team.get("levels").size()).isEqualTo(2);
        assertThat(team.at("/budgets/0/window/cap").asString()).isEqualTo("9.00");
        teamAdmin.get(world.path() + "/effective-policy").expect(403);
        JsonNode tenant =
                owner.get(world.path() + "/effective-policy").expect(200).json();
        assertThat(tenant.at("/requestsPerMinute/value").asInt()).isEqualTo(50);
        assertThat(tenant.get("mayCall").asBoolean()).isTrue();
        owner.patch(world.teamPath(), "*", "{\"blocked\": true}").expect(200);
        assertThat(owner.get(world.teamPath() + "/effective-policy")
                        .expect(200)
                        .json()
                        .get("refusedBecause")
                        .toString())
                .isEqualTo("[{\"code\":\"blocked_token\",\"message\":\"The team is blocked.\"}]");
    }

    @Test
    void onlyWhatIsSentIsJudgedAndTheTightestLevelApplies() {
        owner.patch(world.teamPath() + "/limits", "*", "{\"tokensPerMinute\": 200000}")
                .expect(200);
        owner.patch(world.path() + "/limits", "*", "{\"tokensPerMinute\": 100000}")
                .expect(200);
        Api tenantAdmin = server.caller(world.grant(Role.TENANT_ADMIN));

        Answer other = tenantAdmin
                .patch(world.teamPath() + "/limits", "*", "{\"requestsPerMinute\": 100}")
                .expect(200);
        assertThat(other.json().get("warnings").toString()).contains("at most the tenant's 100000");
        tenantAdmin
                .patch(world.teamPath() + "/limits", "*", "{\"tokensPerMinute\": 150000}")
                .expect(400);
        Answer stored = owner.patch(world.teamPath() + "/limits", "*", "{\"tokensPerMinute\": 150000}")
                .expect(200);
        assertThat(stored.json().get("tokensPerMinute").asInt()).isEqualTo(150000);
        assertThat(stored.json().get("warnings")).hasSize(1);
        assertThat(stored.text("warnings/0/code")).isEqualTo("beyond_parent");
        assertThat(stored.text("warnings/0/field")).isEqualTo("tokensPerMinute");
        assertThat(owner.get(world.teamPath() + "/limits").json().get("warnings"))
                .isEmpty();
        JsonNode policy = teamAdmin.get(token + "/effective-policy").expect(200).json();
        assertThat(policy.at("/tokensPerMinute/value").asInt()).isEqualTo(100000);

        Answer export =
                owner.with("Accept", "application/json").get("/api/v1/config").expect(200);
        try (AdminServer fresh = AdminServer.start()) {
            fresh.owner().put("/api/v1/config", export.raw()).expect(200);
            assertThat(fresh.owner()
                            .with("Accept", "application/json")
                            .get("/api/v1/config")
                            .raw())
                    .contains("150000", "100000");
        }
    }

    @Test
    void patternsThatMatchNoKnownModelAreDoubtedAndHintsAreForWhoMayReadModels() {
        String slug = "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        String provider = owner.post(
                        "/api/v1/providers", "{\"slug\": \"%s\", \"declaration\": \"openai\"}".formatted(slug))
                .expect(201)
                .header("Location");
        owner.post(provider + "/models", "{\"name\": \"%s-large\"}".formatted(slug))
                .expect(201);
        String patch =
                "{\"allowedModels\": [\"*\", \"%1$s/*\", \"%1$s-large\", \"%1$s-lagre\", \"%1$sx/*\"]}".formatted(slug);
        JsonNode doubts = owner.patch(world.teamPath() + "/limits", "*", patch)
                .expect(200)
                .json()
                .get("warnings");
        assertThat(doubts).hasSize(2);
        assertThat(doubts.at("/0/code").asString()).isEqualTo("model_unknown");
        assertThat(doubts.at("/0/field").asString()).isEqualTo("allowedModels[3]");
        assertThat(doubts.at("/0/message").asString()).endsWith("; did you mean '%s-large'?".formatted(slug));
        assertThat(doubts.at("/1/message").asString()).endsWith("; did you mean '%s/*'?".formatted(slug));
        assertThat(server.caller(world.grant(Role.TENANT_ADMIN))
                        .patch(world.teamPath() + "/limits", "*", patch)
                        .expect(200)
                        .json()
                        .get("warnings")
                        .toString())
                .contains("allowedModels[3]")
                .doesNotContain("did you mean");
    }

    @Test
    void whoMayCallNothingMayNotCall() {
        assertThat(refusals("", "{\"allowedModels\": []}")).containsExactly("model_not_allowed");
        assertThat(refusals("", "{\"allowedModels\": [\"gone-alias\"]}")).containsExactly("model_not_found");
        assertThat(refusals("", "{\"allowedModels\": [\"gpt-4*\"]}")).isEmpty();
        assertThat(refusals("?model=claude-haiku", "{\"allowedModels\": [\"gpt-4*\"]}"))
                .containsExactly("model_not_allowed");
        assertThat(refusals("?model=gpt-4-none", "{\"allowedModels\": [\"gpt-4*\"]}"))
                .containsExactly("model_not_found");
        assertThat(refusals("", "{\"allowedModels\": null, \"allowedAddresses\": []}"))
                .containsExactly("address_not_allowed");
        owner.patch(world.teamPath() + "/limits", "*", "{\"allowedAddresses\": [\"10.0.0.0/8\"]}")
                .expect(200);
        assertThat(refusals("", "{\"allowedAddresses\": [\"10.1.0.0/16\", \"192.0.2.0/24\"]}"))
                .isEmpty();
        assertThat(teamAdmin
                        .get(token + "/effective-policy")
                        .json()
                        .get("allowedAddresses")
                        .toString())
                .isEqualTo("[\"10.1.0.0/16\"]");
        assertThat(refusals("", "{\"allowedAddresses\": [\"192.0.2.0/24\"]}")).containsExactly("address_not_allowed");
    }

    @Test
    void listsThatAreTooLongToCombineAreShownAsSuch() {
        String stubborn = IntStream.range(0, 500)
                .mapToObj(i -> "\"" + "*aaaaaaaaaaa".repeat(15) + "b%03d*\"".formatted(i))
                .collect(Collectors.joining(","));
        String names = IntStream.range(0, 500)
                .mapToObj(i -> "\"" + "a".repeat(196) + "%03d\"".formatted(i))
                .collect(Collectors.joining(","));
        owner.patch(world.teamPath() + "/limits", "*", "{\"allowedModels\": [%s]}".formatted(stubborn))
                .expect(200);
        JsonNode none = teamAdmin.get(token + "/effective-policy").expect(200).json();
        assertThat(none.get("modelsCombined").asBoolean()).isTrue();
        assertThat(teamAdmin
                        .patch(token + "/limits", "*", "{\"allowedModels\": [%s]}".formatted(names))
                        .expect(400)
                        .text("errors/0/message"))
                .startsWith("has too many patterns to compare with those of the team");
        owner.patch(token + "/limits", "*", "{\"allowedModels\": [%s]}".formatted(names))
                .expect(200);
        JsonNode policy = teamAdmin.get(token + "/effective-policy").expect(200).json();
        assertThat(policy.get("modelsCombined").asBoolean()).isFalse();
        assertThat(policy.get("allowedModels")).hasSize(500);
    }

    private List<String> refusals(String query, String limits) {
        owner.patch(token + "/limits", "*", limits).expect(200);
        JsonNode policy =
                teamAdmin.get(token + "/effective-policy" + query).expect(200).json();
        List<String> codes = policy.get("refusedBecause")
                .valueStream()
                .map(refusal -> refusal.get("code").asString())
                .toList();
        assertThat(policy.get("mayCall").asBoolean()).isEqualTo(codes.isEmpty());
        return codes;
    }

    private static JsonNode withoutWarnings(Answer answer) {
        return ((ObjectNode) answer.json()).without("warnings");
    }
}
