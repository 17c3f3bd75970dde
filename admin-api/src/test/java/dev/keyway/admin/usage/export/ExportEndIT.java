package dev.keyway.admin.usage.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How exports end that nobody reads, or that the database breaks off; and how many there are at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportEndIT {

    private static final String EXPORT = "/api/v1/usage/export?format=ndjson";
    private static final String COPYING =
            "query LIKE 'COPY (SELECT%' AND state = 'active' AND backend_type = 'client backend' AND datname = current_database()";
    private static final int ROWS = 60_000;

    private AdminServer server;
    private World world;
    private ExportTurns turns;

    @BeforeAll
    void fill() {
        server = AdminServer.start(Map.of("server.tomcat.connection-timeout", "3s"));
        world = World.in(server);
        turns = server.bean(ExportTurns.class);
        ManyRows.fill(server, world.tenant(), ROWS);
    }

    @AfterAll
    void end() {
        server.close();
    }

    @Test
    void aWholeExportIsReadAndEndsWithItsSummary() {
        String summary = server.owner()
                .get(EXPORT)
                .expect(200)
                .raw()
                .lines()
                .reduce((one, next) -> next)
                .orElseThrow();
        assertThat(summary)
                .isEqualTo("{\"summary\":{\"rows\":60000,\"cost\":\"1.80003\",\"adjustedCost\":\"1.80003\"}}");
    }

    @Test
    void theDatabaseMayBeSilentForAnHour() throws IOException, SQLException {
        Caller reader = new Caller(
                CallerKind.USER,
                UUID.randomUUID(),
                "reader",
                Set.of(new Grant(Role.AUDITOR, Scope.INSTALLATION)),
                true,
                "",
                null);
        try (ExportTurns.Turn turn = turns.take(reader.id())) {
            long millis = server.bean(ExportConnections.class)
                    .read(reader, turn, connection -> ((Connection) connection).getNetworkTimeout());
            assertThat(millis).isEqualTo(Duration.ofMinutes(61).toMillis());
        }
    }

    @Test
    void aClientThatStopsReadingIsCutAndHoldsNoConnection() throws IOException {
        try (Socket stalled = begin(server.owner())) {
            await().untilAsserted(() -> assertThat(copies()).isEqualTo(1));
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(2))
                    .untilAsserted(() -> {
                        turns.cutThoseThatWait(Duration.ofMillis(100));
                        assertThat(copies()).isZero();
                    });
            await().untilAsserted(() -> assertThat(turns.taken()).isZero());
            assertThatThrownBy(() -> whole(stalled)).isInstanceOf(IOException.class);
        }
        server.owner().get(EXPORT + "&outcome=REFUSED").expect(200);
    }

    @Test
    void whatTheDatabaseBreaksOffIsNotWhole() throws Exception {
        for (String path : List.of(EXPORT, "/api/v1/usage/export", "/api/v1/usage/export/focus")) {
            Api owner = server.owner();
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                    .header("Authorization", owner.authorization())
                    .build();
            try (HttpClient client = HttpClient.newHttpClient();
                    InputStream body = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                            .body()) {
                assertThat(new String(body.readNBytes(3000), StandardCharsets.UTF_8))
                        .contains("gpt-4o");
                await().untilAsserted(() -> assertThat(copies()).isEqualTo(1));
                server.sql()
                        .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + COPYING)
                        .query(Boolean.class)
                        .list();
                assertThatThrownBy(body::readAllBytes).as(path).isInstanceOf(IOException.class);
            }
            await().untilAsserted(() -> assertThat(turns.taken()).isZero());
        }
    }

    @Test
    void onlySoManyRunAtOnceAndHalfOfThemForOneCaller() throws IOException {
        List<Socket> stalled = new ArrayList<>();
        Api owner = server.owner();
        Api other = server.owner();
        try {
            stalled.add(begin(owner));
            stalled.add(begin(owner));
            await().untilAsserted(() -> assertThat(turns.taken()).isEqualTo(2));
            var answer = owner.get(EXPORT).expect(429);
            assertThat(answer.text("code")).isEqualTo("exports_busy");
            assertThat(answer.header("Retry-After")).isEqualTo("10");
            stalled.add(begin(other));
            stalled.add(begin(other));
            await().untilAsserted(() -> assertThat(turns.taken()).isEqualTo(4));
            server.caller(world.grant(Role.TENANT_ADMIN)).get(EXPORT).expect(429);
            other.get("/api/v1/usage/requests?limit=1").expect(200);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
        await().untilAsserted(() -> assertThat(turns.taken()).isZero());
        owner.get(EXPORT + "&outcome=REFUSED").expect(200);
    }

    /** Asks for an export, and reads nothing of it. */
    private Socket begin(Api caller) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.address().getPort()));
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: here\r\nAuthorization: %s\r\n\r\n"
                        .formatted(EXPORT, caller.authorization())
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads a response in chunks up to the last of them. */
    private static void whole(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!text.endsWith("\r\n0\r\n\r\n")) {
            throw new IOException("the response is not whole");
        }
    }

    private long copies() {
        return server.sql()
                .sql("SELECT count(*) FROM pg_stat_activity WHERE " + COPYING)
                .query(Long.class)
                .single();
    }
}
