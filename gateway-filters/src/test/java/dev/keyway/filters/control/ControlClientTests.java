package dev.keyway.filters.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyway.contract.Secret;
import dev.keyway.filters.settings.ControlSettings;
import dev.keyway.filters.settings.NetworkSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlClientTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<ControlClient> clients = new ArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Standing standing = new Standing();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        clients.forEach(ControlClient::close);
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void presentsItsCredentialAndReadsTheBody() throws Exception {
        URI admin = server(exchange -> answer(exchange, 200, "{\"revision\":7}"));
        ControlResponse response = client(admin).get("/gateway/v1/snapshot", PATIENCE);
        assertThat(response)
                .isInstanceOfSatisfying(
                        ControlResponse.Success.class,
                        success -> assertThat(new String(success.body(), UTF_8)).isEqualTo("{\"revision\":7}"));
        assertThat(received).containsExactly("GET /gateway/v1/snapshot Bearer kwg_first null ");
    }

    @Test
    void postsABodyWithItsEncoding() throws Exception {
        URI admin = server(exchange -> answer(exchange, 204, ""));
        ControlResponse response = client(admin).post("/gateway/v1/usage", "abc".getBytes(UTF_8), "gzip");
        assertThat(response.status()).isEqualTo(204);
        assertThat(received).containsExactly("POST /gateway/v1/usage Bearer kwg_first gzip abc");
    }

    @Test
    void callsTheNextReplicaIfOneIsDownAndStaysWithIt() throws Exception {
        URI live = server(exchange -> answer(exchange, 200, "{}"));
        ControlClient client = client(closedPort(), live);
        assertThat(client.get("/a", PATIENCE).status()).isEqualTo(200);
        assertThat(client.get("/b", PATIENCE).status()).isEqualTo(200);
        assertThat(received).hasSize(2);
    }

    @Test
    void callsTheNextReplicaIfAProxyAnswersInPlaceOfOne() throws Exception {
        URI proxy = server(exchange -> answer(exchange, 403, "<html>blocked</html>"));
        URI live = server(exchange -> answer(exchange, 200, "{}"));
        assertThat(client(proxy, live).get("/a", PATIENCE).status()).isEqualTo(200);
    }

    @Test
    void doesNotAskAnotherReplicaWhatTheFirstOneAnswered() throws Exception {
        URI first = server(exchange -> answer(exchange, 410, "{\"code\":\"revision_gone\",\"detail\":\"gone\"}"));
        URI second = server(exchange -> answer(exchange, 200, "{}"));
        ControlResponse response = client(first, second).get("/a", PATIENCE);
        assertThat(response).isEqualTo(new ControlResponse.Problem(410, "revision_gone", "gone"));
        assertThat(received).hasSize(1);
    }

    @Test
    void isUnavailableIfNoReplicaAnswers() throws Exception {
        ControlClient client = client(closedPort(), closedPort());
        assertThatThrownBy(() -> client.get("/a", PATIENCE)).isInstanceOf(AdminUnavailableException.class);
    }

    @Test
    void givesUpOnAReplicaThatStopsInTheMiddleOfItsResponse() throws Exception {
        URI admin = server(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        ControlClient client = client(admin);
        assertThatThrownBy(() -> client.get("/a", Duration.ofMillis(300)))
                .isInstanceOf(AdminUnavailableException.class)
                .hasMessageContaining("no response within");
    }

    @Test
    void isRefusedOnlyIfTheAdminServiceSaysSoTwice() throws Exception {
        URI admin = server(exchange -> answer(exchange, 401, "{\"code\":\"gateway_unknown\"}"));
        ControlClient client = client(admin);
        client.get("/a", PATIENCE);
        assertThat(standing.isRefused()).isFalse();
        client.get("/a", PATIENCE);
        assertThat(standing.reason()).isEqualTo("gateway_unknown");
    }

    @Test
    void isNotRefusedByAFirewall() throws Exception {
        URI firewall = server(exchange -> answer(exchange, 403, "<html>gateway_unknown</html>"));
        ControlClient client = client(firewall);
        for (int i = 0; i < 3; i++) {
            client.get("/a", PATIENCE);
        }
        assertThat(standing.isRefused()).isFalse();
    }

    @Test
    void isAcceptedAgainAfterASuccess() throws Exception {
        standing.saw(new ControlResponse.Problem(401, "gateway_disabled", ""));
        standing.saw(new ControlResponse.Problem(401, "gateway_disabled", ""));
        assertThat(standing.isRefused()).isTrue();
        standing.saw(new ControlResponse.Success(204, new byte[0]));
        assertThat(standing.isRefused()).isFalse();
    }

    @Test
    void presentsACredentialThatWasReplacedInItsFile() throws Exception {
        URI admin = server(exchange -> answer(exchange, 204, ""));
        Path file = folder.resolve("credential");
        Files.writeString(file, "kwg_second\n");
        Credential credential = new Credential(Secret.of("kwg_first"), file);
        ControlClient client = new ControlClient(settings(admin), NetworkSettings.DIRECT, credential, standing);
        clients.add(client);
        credential.refresh();
        client.get("/a", PATIENCE);
        assertThat(received.getFirst()).contains("Bearer kwg_second");
    }

    @Test
    void backsOffLongerAndLongerWithJitter() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new java.util.Random(7));
        assertThat(backoff.next()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(backoff.next()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        for (int i = 0; i < 40; i++) {
            assertThat(backoff.next()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    private ControlClient client(URI... admins) {
        ControlClient client = new ControlClient(
                settings(admins), NetworkSettings.DIRECT, new Credential(Secret.of("kwg_first"), null), standing);
        clients.add(client);
        return client;
    }

    private static ControlSettings settings(URI... admins) {
        return new ControlSettings(
                List.of(admins),
                Secret.of("kwg_first"),
                null,
                Duration.ofHours(24),
                ControlSettings.References.NONE,
                List.of());
    }

    private URI server(Script script) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add("%s %s %s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            exchange.getRequestHeaders().getFirst("Content-Encoding"),
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            script.run(exchange);
        });
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static URI closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private interface Script {
        void run(HttpExchange exchange) throws IOException;
    }
}
