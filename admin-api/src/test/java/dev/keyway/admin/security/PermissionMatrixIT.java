package dev.keyway.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every route, called as every role: what permissions.csv says is what happens. */
class PermissionMatrixIT {

    private static final Path MATRIX = Path.of("..", "docs", "permissions.csv");

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final List<String> differences = new ArrayList<>();

    @Test
    void everyRoleMayDoWhatItsRowSaysAndNothingElse() throws IOException {
        keepTheTeamFromBeingDeleted();
        Map<String, Api> callers = callers();
        List<Row> rows = rows();
        for (Row row : rows) {
            callers.forEach((column, caller) ->
                    compare(row, column, caller, row.allowed().contains(column)));
        }
        assertThat(differences).isEmpty();
        assertThat(rows).hasSizeGreaterThan(40);
    }

    @Test
    void noRoleReachesAnotherTenantOrTeam() throws IOException {
        keepTheTeamFromBeingDeleted();
        for (Role role : Role.values()) {
            Api foreign = server.caller(world.foreignGrant(role));
            Api beside = role.level() == Role.Level.TEAM ? server.caller(world.besideGrant(role)) : foreign;
            for (Row row : rows()) {
                if (role.level() != Role.Level.INSTALLATION && row.path().contains("{tenant}")) {
                    compare(row, "foreign " + role, foreign, false);
                }
                if (role.level() == Role.Level.TEAM && row.path().contains("{team}")) {
                    compare(row, "beside " + role, beside, false);
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void noFilterFindsWhatTheCallerDoesNotSee() throws IOException {
        String foreignToken = token("/api/v1/tenants/" + world.foreignTenant() + "/teams/" + world.foreignTeam());
        String foreignAccount = server.owner()
                .post(
                        "/api/v1/tenants/%s/teams/%s/service-accounts"
                                .formatted(world.foreignTenant(), world.foreignTeam()),
                        "{\"name\": \"CI\", \"role\": \"MEMBER\"}")
                .expect(201)
                .text("id");
        Map<String, String> foreign = new LinkedHashMap<>();
        foreign.put("tenant", world.foreignTenant().toString());
        foreign.put("team", world.foreignTeam().toString());
        foreign.put("token", foreignToken);
        foreign.put("serviceAccount", foreignAccount);
        int calls = 0;
        for (Role role : Role.values()) {
            Api caller = server.caller(world.grant(role));
            for (Row row : rows()) {
                for (String filter : row.narrowedBy()) {
                    List<String> ids = new ArrayList<>(List.of(UUID.randomUUID().toString()));
                    if (role.level() != Role.Level.INSTALLATION) {
                        ids.addAll(List.of(foreign.getOrDefault(filter.replaceAll("Id$", ""), ids.getFirst())));
                    }
                    for (String id : ids) {
                        String path =
                                row.path().replace("{tenant}", world.tenant().toString()) + "?" + filter + "=" + id;
                        Answer answer = caller.get(path);
                        calls++;
                        if (answer.status() != 404 && !isEmptyList(answer)) {
                            differences.add(role + " " + path + ": " + answer);
                        }
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(calls).isGreaterThan(100);
    }

    private static boolean isEmptyList(Answer answer) {
        return answer.status() == 200
                && answer.json().path("items").isArray()
                && answer.json().get("items").isEmpty()
                && answer.json().path("total").isMissingNode();
    }

    private String token(String team) {
        return server.owner()
                .post(team + "/tokens", "{\"name\": \"t\"}")
                .expect(201)
                .json()
                .findValue("id")
                .asString();
    }

    @Test
    void whatStandsInNoRowIsThereForNobody() {
        assertThat(server.anonymous().get("/api/v1/nothing").status()).isEqualTo(401);
        assertThat(server.anonymous().get("/error").status()).isEqualTo(401);
        assertThat(server.owner().get("/api/v1/nothing").status()).isEqualTo(404);
        assertThat(server.owner().call("TRACE", "/api/v1/users", null).status()).isNotEqualTo(200);
        assertThat(server.owner().delete("/api/v1/users").status()).isEqualTo(405);
        assertThat(server.anonymous().get("/actuator/env").status()).isNotEqualTo(200);
        assertThat(server.anonymous().get("/api/v1//users").status()).isIn(400, 401, 404);
        assertThat(server.anonymous().get("/api/v1/session/../users").status()).isIn(400, 401, 404);
        assertThat(server.anonymous().get("/api/v1/users;x=/api/v1/session").status())
                .isIn(400, 401, 404);
    }

    @Test
    void aPathThatIsSpeltOtherwiseIsNoWayIn() throws IOException {
        for (String path : List.of(
                "/api/v1//users",
                "//api/v1/users",
                "/api/v1/users/",
                "/api/v1/users;a=b",
                "/api/v1;/users",
                "/api/v1/%75sers",
                "/api/v1/users%2f",
                "/api%2fv1/users",
                "/api/v1%2fusers",
                "/api/v1/users%252f",
                "/api/v1/session%2F..%2Fusers",
                "/api/v1/session/%2e%2e%2Fusers",
                "/api/v1/openapi.json%2F..%2Fusers",
                "/api/v1/session/../users",
                "/api/v1/session/..;/users",
                "/api/v1/session/%2e%2e/users",
                "/api/v1/./users",
                "/API/v1/users",
                "/api/v1/Users",
                "/api/v1/users.json",
                "/api/v1/users%00",
                "/api/v1/users%0a",
                "/api/v1/users\\",
                "/api/v1/openapi.json/../users",
                "/actuator/../api/v1/users",
                "http://127.0.0.1/api/v1/users")) {
            for (String method : List.of("GET", "POST", "TRACE", "PROPFIND", "get", "HEAD", "OPTIONS")) {
                String status = raw(
                        method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                                + "X-Original-URL: /api/v1/openapi.json\r\nX-HTTP-Method-Override: GET\r\nConnection: close\r\n\r\n");
                assertThat(status).as("%s %s", method, path).matches("HTTP/1.1 (400|401|403|404|405|501) .*");
            }
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(server.address().getHost(), server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("nothing");
        }
    }

    private void compare(Row row, String column, Api caller, boolean allowed) {
        String method = row.method();
        String path = row.path()
                .replace("{tenant}", world.tenant().toString())
                .replace("{team}", world.team().toString())
                .replaceAll("\\{\\w+}", UUID.randomUUID().toString())
                .replaceAll("/usage/tail$", "/usage/tail?seconds=0");
        // A body that no route takes: whoever is let in is told so, and nothing is changed.
        Answer answer = caller.call(method, path, method.equals("GET") || method.equals("DELETE") ? null : "[]");
        int refusal = column.equals("ANONYMOUS") ? 401 : 403;
        boolean asSaid = allowed
                ? answer.status() < 500 && answer.status() != 401 && answer.status() != 403
                : answer.status() == refusal;
        if (!asSaid) {
            differences.add("%s %s as %s: %s, %s".formatted(method, row.path(), column, allowed, answer));
        }
    }

    private Map<String, Api> callers() {
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("ANONYMOUS", server.anonymous());
        callers.put("SIGNED_IN", server.caller());
        callers.put("GATEWAY", server.anonymous().bearer(server.credential()));
        for (Role role : Role.values()) {
            callers.put(role.name(), server.caller(world.grant(role)));
        }
        return callers;
    }

    private void keepTheTeamFromBeingDeleted() {
        server.owner().post(world.teamPath() + "/tokens", "{\"name\": \"t\"}").expect(201);
    }

    private static List<Row> rows() throws IOException {
        List<List<String>> lines = Files.readAllLines(MATRIX).stream()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
        List<String> header = lines.getFirst();
        return lines.stream().skip(1).map(cells -> row(header, cells)).toList();
    }

    private static Row row(List<String> header, List<String> cells) {
        Set<String> allowed = IntStream.range(2, cells.size() - 1)
                .filter(column -> cells.get(column).equals("yes"))
                .mapToObj(header::get)
                .collect(Collectors.toSet());
        if (cells.get(2).equals("yes") || cells.get(3).equals("gateway")) {
            allowed.add("GATEWAY");
        }
        List<String> narrowedBy = cells.getLast().equals("-")
                ? List.of()
                : List.of(cells.getLast().split(" ", -1));
        return new Row(cells.get(0), cells.get(1), allowed, narrowedBy);
    }

    /**
     * @param allowed the columns that say yes
     * @param narrowedBy query parameters that take ids
     */
    private record Row(String method, String path, Set<String> allowed, List<String> narrowedBy) {}
}
