package dev.keyway.admin.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.openapi.Routes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.util.UriUtils;

/** What has a unique name is called by it wherever its id is taken, and a name that is unknown is as an id that is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesIT {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final UUID NOBODY = new UUID(7, 7);

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final World others = World.in(server);
    private final String mark = UUID.randomUUID().toString().substring(24);
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    NamesIT() {
        make("tenant", "/api/v1/tenants", "name", "Söhne & Co " + mark, "");
        make("team", "/api/v1/tenants/{tenant}/teams", "name", "news room/1", "");
        make("serviceAccount", "/api/v1/tenants/{tenant}/teams/{team}/service-accounts", "name", "CI", "");
        make("user", "/api/v1/users", "login", "ada+" + mark + "@example.com", ", \"name\": \"Ada\"");
        make("provider", "/api/v1/providers", "slug", "p" + mark, ", \"baseUrl\": \"https://api.example.com/v1\"");
        make("account", "/api/v1/providers/{provider}/accounts", "name", "Main", "");
        make("model", "/api/v1/providers/{provider}/models", "name", "meta/llama-3.1", "");
        make(
                "alias",
                "/api/v1/aliases",
                "name",
                "fast/" + mark,
                ", \"targets\": [{\"providerId\": \"%s\", \"model\": \"m\"}]".formatted(ids.get("provider")));
        make("gateway", "/api/v1/gateways", "name", "edge-" + mark, "");
        ids.put("token", create("/api/v1/tenants/{tenant}/teams/{team}/tokens", "{\"name\": \"t\"}"));
        names.put("budget", "month");
    }

    @Test
    void aNameIsAsGoodAsItsIdOnEveryRoute() {
        for (Routes.Route route : named()) {
            ids.put("budget", budget(route.path()));
            assertThat(told(call(owner, route, names)))
                    .as("%s %s by name", route.method(), route.path())
                    .isEqualTo(told(call(owner, route, ids)));
        }
    }

    @Test
    void aNameThatIsUnknownIsAsAnIdThatIs() {
        int turn = 0;
        for (Routes.Route route : named()) {
            List<String> variables = variables(route.path());
            String unknown = variables.get(turn++ % variables.size());
            Map<String, String> byName = new LinkedHashMap<>(names);
            Map<String, String> byId = new LinkedHashMap<>(ids);
            byName.put(unknown, "no/such thing");
            byId.put(unknown, NOBODY.toString());
            assertThat(told(call(owner, route, byName)))
                    .as("%s %s without its %s", route.method(), route.path(), unknown)
                    .isEqualTo(told(call(owner, route, byId)));
        }
    }

    @Test
    void whoMayNotSeeSomethingDoesNotLearnFromItsNameThatItIsThere() {
        Api stranger = server.caller(others.grant(Role.TENANT_ADMIN));
        Map<String, String> unknown = new LinkedHashMap<>(names);
        unknown.replaceAll((variable, name) -> "x" + name);
        for (Routes.Route route : named()) {
            assertThat(told(call(stranger, route, names)))
                    .as("%s %s", route.method(), route.path())
                    .isEqualTo(told(call(stranger, route, unknown)))
                    .startsWith("403");
            assertThat(call(server.anonymous(), route, names).status()).isEqualTo(401);
        }
    }

    @Test
    void whatLooksLikeAnIdIsOne() {
        String other = create("/api/v1/tenants", "{\"name\": \"%s\"}".formatted(ids.get("tenant")));
        assertThat(owner.get("/api/v1/tenants/" + ids.get("tenant")).expect(200).text("id"))
                .isEqualTo(ids.get("tenant"))
                .isNotEqualTo(other);
    }

    @Test
    void namesOfPeopleAndPlacesAreFoundWhateverTheirCase() {
        assertThat(owner.get("/api/v1/users/" + encoded("ADA+" + mark + "@example.com"))
                        .expect(200)
                        .text("id"))
                .isEqualTo(ids.get("user"));
        assertThat(owner.get("/api/v1/tenants/" + encoded("SÖHNE & CO " + mark))
                        .expect(200)
                        .text("id"))
                .isEqualTo(ids.get("tenant"));
    }

    @Test
    void listsAreNarrowedByNames() {
        String tenant = encoded(name("tenant"));
        for (String query : List.of(
                "tenantId=" + tenant,
                "teamId=" + encoded(name("team")) + "&tenantId=" + tenant,
                "tenantId=" + ids.get("tenant") + "&teamId=" + encoded("NEWS ROOM/1"))) {
            assertThat(owner.get("/api/v1/tokens?" + query).expect(200).text("items/0/id"))
                    .as(query)
                    .isEqualTo(ids.get("token"));
        }
        for (String query : List.of(
                "tenantId=nobody", "tenantId=" + tenant + "&teamId=nobody", "ownerId=" + encoded(name("user")))) {
            assertThat(owner.get("/api/v1/tokens?" + query)
                            .expect(200)
                            .json()
                            .get("items")
                            .isEmpty())
                    .as(query)
                    .isTrue();
        }
        assertThat(owner.get("/api/v1/tokens?teamId=" + encoded(name("team")))
                        .expect(400)
                        .fields())
                .containsExactly("teamId");
        assertThat(owner.get("/api/v1/audit?kind=tenant&tenantId=" + tenant)
                        .expect(200)
                        .status())
                .isEqualTo(200);
        assertThat(owner.get("/api/v1/prices?provider=" + names.get("provider"))
                        .expect(200)
                        .json()
                        .get("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aRepeatedCreateIsTheSameByNameAndById() {
        Api once = owner.with("Idempotency-Key", "by-name-" + mark);
        String body = "{\"name\": \"once\"}";
        Answer first =
                once.post(path("/api/v1/tenants/{tenant}/teams", names), body).expect(201);
        Answer second =
                once.post(path("/api/v1/tenants/{tenant}/teams", ids), body).expect(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(first.header("Location"))
                .isEqualTo(second.header("Location"))
                .isEqualTo("/api/v1/tenants/%s/teams/%s".formatted(ids.get("tenant"), first.text("id")));
    }

    @Test
    void aCursorGoesOnByNameAndById() {
        owner.post(path("/api/v1/providers/{provider}/models", ids), "{\"name\": \"second\"}")
                .expect(201);
        String next = owner.get(path("/api/v1/providers/{provider}/models", names) + "?limit=1")
                .expect(200)
                .text("next");
        owner.get(path("/api/v1/providers/{provider}/models", ids) + "?limit=1&cursor=" + next)
                .expect(200);
    }

    private String name(String variable) {
        return Objects.requireNonNull(names.get(variable));
    }

    private List<Routes.Route> named() {
        return Routes.of(server.context()).stream()
                .filter(route -> !variables(route.path()).isEmpty())
                .toList();
    }

    private static List<String> variables(String path) {
        return VARIABLE.matcher(path)
                .results()
                .map(found -> found.group(1))
                .filter(variable -> Named.inPath(variable).isPresent())
                .toList();
    }

    /** With a version that nothing has, and a body that no route takes, so that nothing changes. */
    private Answer call(Api caller, Routes.Route route, Map<String, String> by) {
        boolean bodiless = List.of("GET", "DELETE").contains(route.method());
        return caller.with("If-Match", "\"987654\"")
                .call(route.method(), path(route.path(), by), bodiless ? null : "[]");
    }

    private static String told(Answer answer) {
        return answer.status() + " " + answer.raw().replaceAll("\"(requestId|until|computedAt)\":\"[^\"]*\"", "");
    }

    private String path(String template, Map<String, String> by) {
        return VARIABLE.matcher(template)
                .replaceAll((MatchResult found) ->
                        encoded(by.getOrDefault(found.group(1), ids.getOrDefault(found.group(1), NOBODY.toString()))));
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    /** The monthly one of the tenant, the team or the token. */
    private String budget(String route) {
        int end = route.indexOf("/budgets");
        if (end < 0) {
            return NOBODY.toString();
        }
        String list = path(route.substring(0, end) + "/budgets", ids);
        return owner.get(list)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(budget -> budget.get("id").asString())
                .findFirst()
                .orElseGet(() -> create(list, "{\"period\": \"MONTH\", \"amount\": \"5\"}"));
    }

    private void make(String variable, String path, String member, String name, String more) {
        names.put(variable, name);
        ids.put(variable, create(path, "{\"%s\": \"%s\"%s}".formatted(member, name, more)));
    }

    private String create(String path, String body) {
        return owner.post(path(path, ids), body).expect(201).text("id");
    }
}
