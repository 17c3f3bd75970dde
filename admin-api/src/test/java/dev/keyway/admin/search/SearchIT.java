package dev.keyway.admin.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One search over everything that has a name, as far as the caller's roles go. */
class SearchIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();
    private final String mark = "q" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aPartOfANameFindsEveryKind() {
        String tenant = create("/api/v1/tenants", "Tenant " + mark);
        String team = create("/api/v1/tenants/" + tenant + "/teams", "Team " + mark);
        String teamPath = "/api/v1/tenants/" + tenant + "/teams/" + team;
        JsonNode issued = made(teamPath + "/tokens", """
                {"name": "Token %s"}""");
        String token = id(issued);
        String account = id(made(teamPath + "/service-accounts", """
                {"name": "Account %s", "role": "MEMBER"}"""));
        String provider = id(made("/api/v1/providers", """
                {"slug": "%1$s", "name": "Provider %1$s", "declaration": "openai", "baseUrl": "https://api.example.com/v1"}"""));
        String providerPath = "/api/v1/providers/" + provider;
        JsonNode added = made(providerPath + "/keys", """
                {"name": "Key %1$s", "secret": "sk-%1$s0123456789abcdef"}""");
        String model = create(providerPath + "/models", "model-" + mark);
        String alias = id(made("/api/v1/aliases", """
                {"name": "alias-%1$s", "targets": [{"providerId": "%1$s", "model": "model-%1$s"}]}"""));
        String gateway = create("/api/v1/gateways", "Gateway " + mark);
        String user = id(made("/api/v1/users", """
                {"login": "%1$s@example.com", "name": "User %1$s", "password": "A-long-password-%1$s"}"""));

        List<JsonNode> found = search(owner, mark.toUpperCase(Locale.ROOT));

        assertThat(found)
                .extracting(
                        hit -> hit.get("kind").asString() + " " + hit.get("id").asString())
                .containsExactly(
                        "TENANT " + tenant,
                        "TEAM " + team,
                        "TOKEN " + token,
                        "SERVICE_ACCOUNT " + account,
                        "USER " + user,
                        "PROVIDER " + provider,
                        "PROVIDER_KEY " + id(added),
                        "MODEL " + model,
                        "ALIAS " + alias,
                        "GATEWAY " + gateway);
        JsonNode ofToken = found.get(2);
        assertThat(ofToken.get("detail").asString())
                .isEqualTo(issued.at("/token/last4").asString());
        assertThat(ofToken.get("tenantName").asString()).isEqualTo("Tenant " + mark);
        assertThat(ofToken.get("teamName").asString()).isEqualTo("Team " + mark);
        assertThat(found.get(4).get("detail").asString()).isEqualTo(mark + "@example.com");
        assertThat(found.get(6).get("providerName").asString()).isEqualTo("Provider " + mark);
        assertThat(found.get(6).get("detail").asString()).isEqualTo("cdef");
        for (String id : List.of(tenant, team, token, account, provider, model, alias, gateway, user)) {
            assertThat(search(owner, id))
                    .extracting(hit -> hit.get("id").asString())
                    .containsExactly(id);
        }
        assertThat(search(owner, issued.get("secret").asString()))
                .extracting(hit -> hit.get("id").asString())
                .containsExactly(token);
    }

    @Test
    void eachFindsWhatTheirRolesShow() {
        String mine = create(world.teamPath() + "/tokens", "mine " + mark);
        String beside = create(world.path() + "/teams/" + world.otherTeam() + "/tokens", "beside " + mark);
        String foreign = create(
                "/api/v1/tenants/" + world.foreignTenant() + "/teams/" + world.foreignTeam() + "/tokens",
                "foreign " + mark);
        String gateway = create("/api/v1/gateways", "gateway " + mark);

        assertThat(ids(owner)).containsExactlyInAnyOrder(mine, beside, foreign, gateway);
        assertThat(ids(server.caller(world.grant(Role.AUDITOR)))).contains(gateway);
        assertThat(ids(server.caller(world.grant(Role.TENANT_ADMIN)))).containsExactlyInAnyOrder(mine, beside);
        assertThat(ids(server.caller(world.grant(Role.MEMBER)))).containsExactly(mine);
        Api member = server.caller(world.grant(Role.MEMBER));
        assertThat(search(member, foreign)).isEmpty();
        assertThat(search(member, world.otherTeam().toString())).isEmpty();
        assertThat(search(member, world.team().toString())).hasSize(1);
        assertThat(search(member, world.tenant().toString())).hasSize(1);
        assertThat(search(member, world.foreignTenant().toString())).isEmpty();
    }

    @Test
    void everybodyFindsTheNamesOfModelsButNotWhoServesThem() {
        String one = provider("1");
        String other = provider("2");
        String first = create("/api/v1/providers/" + one + "/models", "model-" + mark);
        String second = create("/api/v1/providers/" + other + "/models", "model-" + mark);
        String alias = id(made("/api/v1/aliases", """
                {"name": "alias-%%1$s", "targets": [{"providerId": "%s", "model": "model-%%1$s"}]}""".formatted(one)));

        for (Role role : List.of(Role.TENANT_ADMIN, Role.TENANT_AUDITOR, Role.TEAM_ADMIN, Role.MEMBER)) {
            List<JsonNode> found = search(server.caller(world.grant(role)), mark);
            assertThat(found)
                    .extracting(hit ->
                            hit.get("kind").asString() + " " + hit.get("name").asString())
                    .as("%s", role)
                    .containsExactly("MODEL model-" + mark, "ALIAS alias-" + mark);
            assertThat(found)
                    .allSatisfy(hit -> assertThat(hit.get("providerId").isNull()
                                    && hit.get("providerName").isNull())
                            .isTrue());
        }
        assertThat(search(owner, "model-" + mark))
                .extracting(hit -> hit.get("id").asString())
                .containsExactlyInAnyOrder(first, second);

        server.sql()
                .sql("UPDATE keyway.provider SET disabled_at = now() WHERE id = ?::uuid OR id = ?::uuid")
                .params(one, other)
                .update();
        assertThat(search(server.caller(world.grant(Role.MEMBER)), mark)).isEmpty();
        assertThat(search(owner, alias)).hasSize(1);
    }

    private String provider(String number) {
        return id(owner.post("/api/v1/providers", """
                        {"slug": "%1$s_%2$s", "name": "P %2$s", "declaration": "openai", "baseUrl": "https://api.example.com/v1"}""".formatted(mark, number))
                .expect(201)
                .json());
    }

    @Test
    void namesThatBeginWithTheTextComeFirstAndTheRestIsLeftOut() {
        for (String name : List.of("b " + mark, mark + " z", mark + " a", "a " + mark)) {
            String unused = create(world.path() + "/teams", name);
        }

        assertThat(search(owner, mark + "&limit=3"))
                .extracting(hit -> hit.get("name").asString())
                .containsExactly(mark + " a", mark + " z", "a " + mark);
    }

    @Test
    void whatMeansNothingIsNamed() {
        for (String query : List.of("q=%20a%20", "q=" + "x".repeat(201), "q=abc&limit=0", "q=abc&limit=21")) {
            JsonNode problem = owner.get("/api/v1/search?" + query).expect(400).json();
            assertThat(problem.at("/errors/0/field").asString())
                    .as(query)
                    .isEqualTo(query.contains("limit") ? "limit" : "q");
        }
        assertThat(search(owner, "%25%25")).isEmpty();
    }

    private List<String> ids(Api caller) {
        return search(caller, mark).stream()
                .map(hit -> hit.get("id").asString())
                .toList();
    }

    private static List<JsonNode> search(Api caller, String query) {
        String encoded =
                query.contains("&") || query.contains("%") ? query : URLEncoder.encode(query, StandardCharsets.UTF_8);
        return caller.get("/api/v1/search?q=" + encoded)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .toList();
    }

    private String create(String path, String name) {
        return id(owner.post(path, "{\"name\": \"%s\"}".formatted(name))
                .expect(201)
                .json());
    }

    private JsonNode made(String path, String body) {
        return owner.post(path, body.formatted(mark)).expect(201).json();
    }

    private static String id(JsonNode made) {
        return made.get("id").asString();
    }
}
