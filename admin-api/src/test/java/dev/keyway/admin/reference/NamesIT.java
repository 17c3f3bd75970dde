package dev.keyway.admin.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.openapi.Routes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    void everyBodyTakesNamesWhereItTakesIds() throws Exception {
        JsonNode api = new JsonMapper().readTree(Files.readString(Path.of("..", "docs", "openapi.json")));
        Map<String, String> bodies = bodies();
        Set<String> left = new TreeSet<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode schema = operation
                            .getValue()
                            .at("/requestBody/content")
                            .path("application/json")
                            .path("schema");
                    JsonNode patch = operation
                            .getValue()
                            .at("/requestBody/content")
                            .path("application/merge-patch+json")
                            .path("schema");
                    Stream.of(schema, patch)
                            .flatMap(part -> members(api, part).stream())
                            .forEach(member -> left.add(
                                    operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " " + member));
                }));
        for (Map.Entry<String, String> body : bodies.entrySet()) {
            List<String> route = List.of(body.getKey().split(" "));
            ids.put("grant", grant(route.get(1)));
            String path = path(route.get(1), ids);
            Answer byName = send(route.get(0), path, filled(body.getValue(), names));
            Answer byId = send(route.get(0), path, filled(body.getValue(), ids));
            assertThat(byName.status())
                    .as("%s: %s", body.getKey(), byName.raw())
                    .isLessThan(500);
            assertThat(byName.status() < 300 ? "taken" : told(byName))
                    .as(body.getKey())
                    .isIn("taken", told(byId));
            if (byName.status() >= 300) {
                assertThat(byName.text("code"))
                        .as("%s: %s", body.getKey(), byName.raw())
                        .isIn("conflict", "invalid_request");
            }
            for (String id : ids.values()) {
                assertThat(filled(body.getValue(), names)).doesNotContain(id);
            }
            Map<String, String> none = new LinkedHashMap<>(names);
            none.replaceAll((variable, name) -> "no such thing");
            String unknown = filled(body.getValue(), none);
            left.removeIf(member -> member.startsWith(route.get(0) + " " + route.get(1) + " ")
                    && body.getValue().contains("\"" + member.substring(member.lastIndexOf(' ') + 1) + "\""));
            assertThat(send(route.get(0), path, unknown).status())
                    .as("%s %s", body.getKey(), unknown)
                    .isIn(200, 400, 404, 409);
        }
        // Who is erased was deleted before, and another one may have the name by now.
        left.removeIf(member -> member.startsWith("POST /api/v1/erasures"));
        assertThat(left).as("members that take ids and are not tried by name").isEmpty();
        ids.keySet().removeAll(Set.of("grant", "key"));
    }

    @Test
    void whoDoesNotSeeATeamDoesNotLearnFromItsNameThatItIsThere() {
        Api teamAdmin = server.caller(others.grant(Role.TEAM_ADMIN));
        String beside = owner.get(others.path() + "/teams/"
                        + others.besideGrant(Role.MEMBER).scope().team())
                .text("name");
        String grants = others.teamPath() + "/members";
        String grant = teamAdmin.get(grants).text("items/0/id");
        List<String> told = Stream.of(beside, "nowhere")
                .map(team -> told(teamAdmin.put(
                        grants + "/" + grant, "{\"role\": \"MEMBER\", \"teamId\": \"%s\"}".formatted(team))))
                .toList();
        assertThat(told.getFirst()).isEqualTo(told.getLast()).startsWith("4");
    }

    @Test
    void labelsAreNeverNames() {
        Api teamAdmin = server.caller(others.grant(Role.TEAM_ADMIN));
        String tokens = others.teamPath() + "/tokens";
        Answer token = teamAdmin.post(tokens, "{\"name\": \"t\"}").expect(201);
        String labels = "{\"createdBy\":\"%s\",\"ownerId\":\"%<s\",\"userId\":\"%<s\"}".formatted(name("user"));
        assertThat(teamAdmin
                        .patch(tokens + "/" + token.text("id"), "*", "{\"labels\": %s}".formatted(labels))
                        .expect(200)
                        .json()
                        .get("labels"))
                .hasToString(labels);
        String made = teamAdmin
                .post(tokens, "{\"name\": \"u\", \"labels\": %s}".formatted(labels))
                .expect(201)
                .text("id");
        assertThat(teamAdmin.get(tokens + "/" + made).expect(200).json().get("labels"))
                .hasToString(labels);
    }

    @Test
    void whoDoesNotSeeAPersonDoesNotLearnFromTheirLoginThatTheyAreThere() {
        Api teamAdmin = server.caller(others.grant(Role.TEAM_ADMIN));
        for (Map.Entry<String, String> body : Map.of(
                        "/members", "{\"userId\": \"%s\", \"role\": \"MEMBER\"}",
                        "/tokens", "{\"name\": \"n\", \"ownerId\": \"%s\"}")
                .entrySet()) {
            List<String> told = Stream.of(name("user"), "nobody", NOBODY.toString())
                    .map(login -> told(teamAdmin.post(
                            others.teamPath() + body.getKey(), body.getValue().formatted(login))))
                    .toList();
            assertThat(Set.copyOf(told)).as(body.getKey()).hasSize(1);
            assertThat(told.getFirst()).startsWith("400");
        }
    }

    @Test
    void aTeamAdminNamesThePeopleOfTheTenant() {
        Api teamAdmin = server.caller(others.grant(Role.TEAM_ADMIN));
        String login = "beside-" + mark;
        create("/api/v1/users", "{\"login\": \"%s\", \"name\": \"B\"}".formatted(login));
        owner.post(
                        others.path() + "/teams/" + others.otherTeam() + "/members",
                        "{\"login\": \"%s\", \"role\": \"MEMBER\"}".formatted(login))
                .expect(201);
        teamAdmin
                .post(others.teamPath() + "/members", "{\"userId\": \"%s\", \"role\": \"MEMBER\"}".formatted(login))
                .expect(201);
    }

    @Test
    void aBodyNamesAHundredThingsAtMost() {
        String target = "{\"providerId\": \"p%s\", \"model\": \"m\"}".formatted(mark);
        String many = "{\"name\": \"many-%s\", \"targets\": [%s]}"
                .formatted(mark, String.join(",", Collections.nCopies(101, target)));
        assertThat(owner.post("/api/v1/aliases", many).expect(400).text("detail"))
                .startsWith("The body has more than 100 names");
        String elsewhere = "[%s]".formatted(String.join(",", Collections.nCopies(101, "{\"userId\": \"a\"}")));
        assertThat(owner.post("/api/v1/tenants", elsewhere).expect(400).raw()).doesNotContain("names in place");
    }

    @Test
    void aBodyThatCannotBeParsedIsReportedAsBefore() {
        for (String body : List.of(
                "{\"name\": \"t\", \"ownerId\": \"ada", "{\"ownerId\": \"a\", \"ownerId\": \"b\", \"name\": \"t\"}")) {
            assertThat(owner.post(path("/api/v1/tenants/{tenant}/teams/{team}/tokens", ids), body)
                            .expect(400)
                            .text("code"))
                    .isIn("invalid_json", "invalid_request");
        }
        assertThat(owner.post(
                                path("/api/v1/tenants/{tenant}/teams/{team}/tokens", ids),
                                "{\"name\": \"t\", \"ownerId\": 7}")
                        .expect(400)
                        .fields())
                .containsExactly("ownerId");
    }

    /** One that the route replaces. */
    private String grant(String route) {
        String list = route.endsWith("/{grant}") ? path(route.substring(0, route.length() - 8), ids) : "";
        String person = "p-" + UUID.randomUUID();
        return switch (route) {
            case "/api/v1/users/{user}/grants/{grant}" -> create(list, "{\"role\": \"AUDITOR\"}");
            case "/api/v1/tenants/{tenant}/members/{grant}",
                    "/api/v1/tenants/{tenant}/teams/{team}/members/{grant}" -> {
                String user = create("/api/v1/users", "{\"login\": \"%s\", \"name\": \"P\"}".formatted(person));
                assertThat(user).isNotEmpty();
                String role = route.contains("/teams/") ? "MEMBER" : "TENANT_AUDITOR";
                yield create(list, "{\"login\": \"%s\", \"role\": \"%s\"}".formatted(person, role));
            }
            default -> NOBODY.toString();
        };
    }

    private Answer send(String method, String path, String body) {
        return method.equals("PATCH")
                ? owner.patch(path, owner.get(path).etag(), body)
                : owner.call(method, path, body);
    }

    /** By route; in braces what is put in by its name or by its id. */
    private Map<String, String> bodies() {
        ids.put(
                "key",
                create(
                        "/api/v1/providers/{provider}/keys",
                        "{\"secret\": \"sk-named-0123456789-%s\"}".formatted(mark)));
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("POST /api/v1/aliases", """
                {"name": "a-%s", "targets": [{"providerId": "{provider}", "model": "m"}]}""".formatted(mark));
        bodies.put("PATCH /api/v1/aliases/{alias}", """
                {"targets": [{"providerId": "{provider}", "model": "n"}]}""");
        bodies.put("POST /api/v1/prices/repricings", """
                {"from": "2020-01-01", "to": "2020-01-02", "tenantId": "{tenant}", "teamId": "{team}", "priceLists": [], "reason": "r"}""");
        bodies.put("POST /api/v1/oidc/rules", """
                {"claim": "g", "value": "v-%s", "role": "MEMBER", "tenantId": "{tenant}", "teamId": "{team}"}""".formatted(mark));
        bodies.put("POST /api/v1/providers/{provider}/keys", """
                {"secret": "sk-named-0123456789-x%s", "accountId": "{account}"}""".formatted(mark));
        bodies.put("PATCH /api/v1/providers/{provider}/keys/{key}", """
                {"accountId": "{account}"}""");
        bodies.put("POST /api/v1/tenants/{tenant}/members", """
                {"userId": "{user}", "role": "TENANT_AUDITOR"}""");
        bodies.put("POST /api/v1/tenants/{tenant}/teams/{team}/members", """
                {"userId": "{user}", "role": "MEMBER"}""");
        bodies.put("POST /api/v1/tenants/{tenant}/teams/{team}/tokens", """
                {"name": "n", "ownerId": "{user}"}""");
        bodies.put("POST /api/v1/tenants/{tenant}/teams/{team}/tokens another", """
                {"name": "n", "serviceAccountId": "{serviceAccount}"}""");
        bodies.put("POST /api/v1/tenants/{tenant}/teams/{team}/tokens/{token}/move", """
                {"teamId": "{team}"}""");
        bodies.put("PUT /api/v1/tenants/{tenant}/members/{grant}", """
                {"role": "MEMBER", "teamId": "{team}"}""");
        bodies.put("PUT /api/v1/tenants/{tenant}/teams/{team}/members/{grant}", """
                {"role": "TEAM_ADMIN", "teamId": "{team}"}""");
        bodies.put("POST /api/v1/tokens/bulk", """
                {"action": "BLOCK", "dryRun": true, "filter": {"teamId": "{team}", "tenantId": "{tenant}", "ownerId": "{user}",
                 "serviceAccountId": "{serviceAccount}", "createdBy": "{user}"}}""");
        bodies.put("POST /api/v1/users/{user}/grants", """
                {"role": "TEAM_ADMIN", "teamId": "{team}", "tenantId": "{tenant}"}""");
        bodies.put("PUT /api/v1/users/{user}/grants/{grant}", """
                {"role": "TEAM_ADMIN", "teamId": "{team}", "tenantId": "{tenant}"}""");
        return bodies;
    }

    /** The names of members that are ids of something with a unique name. */
    private static Set<String> members(JsonNode api, JsonNode schema) {
        Set<String> found = new TreeSet<>();
        if (schema.has("$ref")) {
            return members(api, api.at(schema.get("$ref").asString().substring(1)));
        }
        schema.path("properties").properties().forEach(property -> {
            if (Arrays.stream(Named.values()).anyMatch(kind -> kind.members().contains(property.getKey()))) {
                found.add(property.getKey());
            }
            found.addAll(members(api, property.getValue()));
        });
        schema.path("anyOf").forEach(either -> found.addAll(members(api, either)));
        if (schema.has("items")) {
            found.addAll(members(api, schema.get("items")));
        }
        return found;
    }

    private static String filled(String body, Map<String, String> by) {
        return VARIABLE.matcher(body)
                .replaceAll((MatchResult found) ->
                        Matcher.quoteReplacement(Objects.requireNonNull(by.get(found.group(1)))));
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
