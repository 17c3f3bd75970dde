package dev.keyway.gateway;

import dev.keyway.testkit.admin.FakeAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts gateways that get their configuration from a fake admin service, and calls them with tokens of it. */
final class ManagedGateway {

    private ManagedGateway() {}

    /**
     * A gateway with its state and its settings in a folder.
     *
     * @param lines more settings
     */
    static TestGateway start(FakeAdmin admin, Path folder, String... lines) {
        String more = String.join("\n", lines);
        Path env = folder.resolve("managed.env");
        try {
            Files.writeString(env, """
                    KEYWAY_ADMIN_URL=%s
                    KEYWAY_GATEWAY_CREDENTIAL=kwg_canary
                    KEYWAY_SHUTDOWN_SHIP=1
                    KEYWAY_STATE_DIR=%s
                    GLOBAL_TIMEOUT=3
                    %s
                    %s
                    """.formatted(
                            admin.origin(),
                            folder.resolve("state"),
                            more,
                            more.contains("PRIVATE") ? "" : "KEYWAY_ALLOW_PRIVATE_UPSTREAMS=127.0.0.1/32"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TestGateway.builder()
                .set("keyway.standalone", true)
                .set("keyway.env-file", env)
                .start();
    }

    /** The response to a chat request with a token. */
    static HttpResponse<String> chat(TestGateway gateway, String token, String body) {
        return TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
