package dev.keyway.admin.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every route that takes a body ends it at its bound, whatever it holds. */
class BodiesIT {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final Map<String, Integer> BOUNDS = Map.of(
            "POST /api/v1/session",
            4 * KIB,
            "PUT /api/v1/config",
            8 * MIB,
            "POST /api/v1/prices/import",
            16 * MIB,
            "POST /api/v1/usage/reconciliations",
            16 * MIB,
            "POST /api/v1/providers/{provider}/keys/import",
            16 * MIB,
            "POST /api/v1/tenants/{tenant}/teams/{team}/tokens/import",
            16 * MIB,
            "POST /gateway/v1/key-states",
            16 * MIB,
            "POST /gateway/v1/usage",
            4 * MIB,
            "POST /api/v1/usage/imports",
            4 * MIB);

    private final AdminServer server = AdminServer.shared();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void everyRouteEndsABodyAtItsBound() throws IOException {
        String owner = authorization(server.owner());
        List<Route> routes = routes();
        for (Route route : routes) {
            expect(route, 413, declared(route, owner, route.bound() + 1));
            expect(route, 413, chunked(route, owner, route.bound() + 1));
            expect(
                    route,
                    route.open() ? 413 : 401,
                    chunked(route, "X-None: none", Math.min(route.bound(), 64 * KIB) + 1));
        }
        String gateway = "Authorization: Bearer " + server.credential();
        for (String path : List.of("register", "commands/x", "key-states", "heartbeats", "usage", "spend")) {
            Route route = new Route("POST", "/gateway/v1/" + path, "application/json");
            expect(route, 413, declared(route, gateway, route.bound() + 1));
            expect(route, 413, chunked(route, gateway, route.bound() + 1));
        }
        assertThat(wrong).isEmpty();
        assertThat(routes).hasSizeGreaterThan(40);
    }

    @Test
    void whiteSpaceUpToTheBoundIsABodyThatIsNotJson() throws IOException {
        Route signIn = new Route("POST", "/api/v1/session", "application/json");
        expect(signIn, 400, chunked(signIn, "X-None: none", signIn.bound()));
        assertThat(wrong).isEmpty();
    }

    @Test
    void aFormIsReadByNobody() throws IOException {
        Route form = new Route("PUT", "/api/v1/config", "application/x-www-form-urlencoded");
        expect(form, 401, declared(form, "X-None: none", 100 * MIB));
        expect(form, 413, declared(form, authorization(server.owner()), 100 * MIB));
        // Names in the query are not looked for in the body.
        Route named = new Route("PUT", "/api/v1/config?tenantId=x", "application/x-www-form-urlencoded");
        expect(named, 413, declared(named, authorization(server.owner()), 100 * MIB));
        Route stranger = new Route("POST", "/api/v1/session?tenantId=x", "application/x-www-form-urlencoded");
        expect(stranger, 413, declared(stranger, "X-None: none", 100 * KIB));
        assertThat(wrong).isEmpty();
    }

    @Test
    void aBodyThatDripsIsEndedWithAnAnswer() throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(new Route("POST", "/api/v1/session", "application/json"), "Content-Length: 4000", "X: y"));
            socket.setSoTimeout(50);
            String answer = "";
            for (int i = 0; answer.isEmpty() && i < 200; i++) {
                server.clock().advance(Duration.ofSeconds(11));
                out.write(' ');
                answer = answer(socket);
            }
            assertThat(answer).startsWith("HTTP/1.1 408").contains("\"code\":\"request_timeout\"");
        }
    }

    @Test
    void aBodyThatDoesNotComeIsEndedWithAnAnswer() throws IOException {
        Route signIn = new Route("POST", "/api/v1/session", "application/json");
        Route own = new Route("POST", "/api/v1/me/access-tokens", "application/json");
        try (AdminServer hasty = server.replica(Map.of("server.tomcat.connection-timeout", "300ms"))) {
            for (String sent : List.of("", "{\"login\": ")) {
                for (String length : List.of("Content-Length: 4000", "Transfer-Encoding: chunked")) {
                    String body = length.startsWith("T") && !sent.isEmpty() ? "a\r\n" + sent + "\r\n" : sent;
                    for (byte[] head :
                            List.of(head(signIn, length, "X: y"), head(own, length, authorization(server.owner())))) {
                        try (Socket socket = new Socket(
                                hasty.address().getHost(), hasty.address().getPort())) {
                            socket.getOutputStream().write(head);
                            socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
                            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                            assertThat(answer)
                                    .startsWith("HTTP/1.1 408")
                                    .contains("\"code\":\"request_timeout\"", "Connection: close");
                        }
                    }
                }
            }
        }
    }

    @Test
    void partsOfABodyAreBoundedToo() {
        Api owner = server.owner();
        for (String body : List.of(
                "{\"name\": \"%s\"}".formatted("x".repeat(100_000)),
                "{\"name\": \"t\", \"zone\": %s1%s}".formatted("[".repeat(500), "]".repeat(500)),
                "{\"name\": \"t\", \"version\": 1%s}".formatted("0".repeat(5000)),
                "{\"name\": \"t\", \"%s\": 1}".formatted("m".repeat(5000)),
                "{\"name\": \"t\", \"name\": \"u\"}")) {
            assertThat(owner.post("/api/v1/tenants", body).expect(400).text("code"))
                    .isIn("invalid_request", "invalid_json");
        }
    }

    @Test
    void aRoleIsANameAndTextIsUtf8() throws IOException {
        Api owner = server.owner();
        assertThat(owner.post("/api/v1/users/%s/grants".formatted(owner.callerId()), "{\"role\": 2}")
                        .expect(400)
                        .text("detail"))
                .startsWith("role must be one of");
        Route tenants = new Route("POST", "/api/v1/tenants", "application/json");
        byte[] overlong = "{\"name\": \"a\u00c1\u0081\"}".getBytes(StandardCharsets.ISO_8859_1);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head(tenants, "Content-Length: " + overlong.length, authorization(owner)));
            socket.getOutputStream().write(overlong);
            assertThat(answer(socket)).startsWith("HTTP/1.1 400").contains("UTF-8");
        }
    }

    private void expect(Route route, int status, String answer) {
        boolean problem = answer.contains("\"requestId\":\"");
        if (!answer.startsWith("HTTP/1.1 " + status + " ") || !problem) {
            wrong.add(route + ": " + answer.lines().findFirst().orElse("nothing") + " instead of " + status);
        }
    }

    private String declared(Route route, String header, int bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head(route, "Content-Length: " + bytes, header));
            return answer(socket);
        }
    }

    private String chunked(Route route, String header, int bytes) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            out.write(head(route, "Transfer-Encoding: chunked", header));
            out.write("%x\r\n".formatted(bytes).getBytes(StandardCharsets.US_ASCII));
            out.write(" ".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
            out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return answer(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(server.address().getHost(), server.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] head(Route route, String length, String header) {
        return """
                %s %s HTTP/1.1\r
                Host: localhost\r
                Content-Type: %s\r
                If-Match: "0"\r
                %s\r
                %s\r
                \r
                """.formatted(route.method(), route.called(), route.type(), length, header)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What has arrived until the problem is whole; empty if nothing does in time. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] piece = new byte[8192];
        try {
            while (answer.indexOf("\"requestId\"") < 0 || answer.indexOf("}", answer.indexOf("\"requestId\"")) < 0) {
                int read = socket.getInputStream().read(piece);
                if (read < 0) {
                    break;
                }
                answer.append(new String(piece, 0, read, StandardCharsets.UTF_8));
            }
        } catch (SocketTimeoutException nothing) {
            return answer.toString();
        }
        return answer.toString();
    }

    private static String authorization(Api caller) {
        return "Authorization: " + caller.header("Authorization");
    }

    private static List<Route> routes() throws IOException {
        JsonNode api = new JsonMapper().readTree(Files.readString(Path.of("..", "docs", "openapi.json")));
        List<Route> routes = new ArrayList<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    if (Set.of("POST", "PUT", "PATCH").contains(method)) {
                        String type = operation.getValue().path("requestBody").path("content").properties().stream()
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse("application/json");
                        routes.add(new Route(method, path.getKey(), type));
                    }
                }));
        return routes;
    }

    private record Route(String method, String path, String type) {

        int bound() {
            return BOUNDS.getOrDefault(method + " " + path, MIB);
        }

        boolean open() {
            return path.equals("/api/v1/session");
        }

        String called() {
            return path.replaceAll("\\{\\w+}", "00000000-0000-0000-0000-000000000001");
        }
    }
}
