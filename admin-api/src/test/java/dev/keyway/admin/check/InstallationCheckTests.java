package dev.keyway.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationCheckTests {

    private static final String STREAM = "data: {\"choices\":[]}\n\ndata: [DONE]\n\n";

    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private volatile String stream = STREAM;

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        statuses.put("/actuator/health/readiness", 200);
        statuses.put("/v1/models", 401);
        statuses.put("/api/v1/me", 401);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean call = exchange.getRequestMethod().equals("POST");
            boolean known =
                    "Bearer kwy_token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = (call ? stream : "").getBytes(StandardCharsets.UTF_8);
            int status = call
                    ? (known ? 200 : 401)
                    : statuses.getOrDefault(exchange.getRequestURI().getPath(), 404);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void passesWhereBothProgramsAnswerAsTheyShould() {
        assertThat(run()).isZero();
        assertThat(lines())
                .containsExactly(
                        "ok    the gateway is ready",
                        "ok    the admin service is ready",
                        "ok    the gateway refuses a call without a token",
                        "ok    the admin service refuses a call without a token",
                        "-     no streamed call: no token is given");
    }

    @Test
    void failsWhereAProgramIsNotReadyOrLetsStrangersIn() {
        statuses.put("/actuator/health/readiness", 503);
        statuses.put("/v1/models", 200);

        assertThat(run()).isEqualTo(1);
        assertThat(lines())
                .contains(
                        "FAIL  the gateway is ready: status 503, not 200",
                        "FAIL  the gateway refuses a call without a token: status 200, not 401",
                        "ok    the admin service refuses a call without a token");
    }

    @Test
    void failsWhereNothingListens() {
        server.stop(0);

        assertThat(run()).isEqualTo(1);
        assertThat(lines().getFirst()).startsWith("FAIL  http://127.0.0.1").contains("ConnectException");
    }

    @Test
    void aGivenTokenIsUsedForAStreamedCall() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "kwy_token\n");

        assertThat(run("--token-file", token.toString(), "--model", "fake/gpt-4o-mini"))
                .isZero();
        assertThat(lines()).contains("ok    a streamed call comes to its end");
    }

    @Test
    void aStreamThatIsCutFailsAndTheTokenIsNotPrinted() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "kwy_token");
        stream = "data: {\"choices\":[]}\n\n";

        assertThat(run("--token-file", token.toString(), "--model", "fake/gpt-4o-mini"))
                .isEqualTo(1);
        assertThat(lines()).contains("FAIL  a streamed call comes to its end: the stream ended without [DONE]");
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("kwy_token");
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThat(wrong("--gatway", "x")).isEqualTo("error: unknown option '--gatway' of --check");
        assertThat(wrong("--gateway")).isEqualTo("error: --gateway needs a value");
        assertThat(wrong("--gateway", "keyway:8000")).isEqualTo("error: --gateway is not a URL: keyway:8000");
        assertThat(wrong()).isEqualTo("error: --check needs --gateway with a URL, such as http://keyway-admin:8080");
        assertThat(run("--model", "m")).isEqualTo(2);
        assertThat(run("--model", "m", "--token-file", "/no/such/file")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("a call needs both --token-file and --model")
                .contains("--token-file cannot be read: /no/such/file");
    }

    private String wrong(String... arguments) {
        err.reset();
        assertThat(InstallationCheck.run(List.of(arguments), new PrintStream(out), new PrintStream(err)))
                .isEqualTo(2);
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    private int run(String... more) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        var arguments = new ArrayList<String>(List.of("--check"));
        for (String name : List.of("--gateway", "--gateway-management", "--admin", "--admin-management")) {
            arguments.addAll(List.of(name, url));
        }
        arguments.addAll(List.of(more));
        return InstallationCheck.run(arguments, new PrintStream(out), new PrintStream(err));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
