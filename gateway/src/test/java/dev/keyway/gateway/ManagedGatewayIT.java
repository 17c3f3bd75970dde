package dev.keyway.gateway;

import static dev.keyway.gateway.Published.KEY_ID;
import static dev.keyway.gateway.Published.PROVIDER_ID;
import static dev.keyway.gateway.Published.TEAM_ID;
import static dev.keyway.gateway.Published.TENANT_ID;
import static dev.keyway.gateway.Published.TOKEN_ID;
import static dev.keyway.gateway.Published.id;
import static dev.keyway.gateway.Published.key;
import static dev.keyway.gateway.Published.provider;
import static dev.keyway.gateway.Published.team;
import static dev.keyway.gateway.Published.tenant;
import static dev.keyway.gateway.Published.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.admin.FakeAdmin;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedGatewayIT {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final List<TestGateway> gateways = new ArrayList<>();
    private FakeProvider provider;
    private FakeAdmin admin;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        provider = FakeProvider.start("sk-canary-1", "sk-canary-2");
        admin = FakeAdmin.start()
                .with("tenants", tenant())
                .with("teams", team())
                .with("tokens", token(TOKEN_ID, "kwy_canary"))
                .with("providers", provider(provider.v1(), "balanced"))
                .with("keys", key(KEY_ID, "sk-canary-1", provider.origin()));
    }

    @AfterEach
    void stop() {
        gateways.forEach(TestGateway::close);
        admin.close();
        provider.close();
    }

    @Test
    void servesByWhatTheAdminServicePublishes() {
        TestGateway gateway = ready(gateway());
        HttpResponse<String> answer = chat(gateway, "kwy_canary", "mine/gpt-4o");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-keyway-provider")).hasValue("mine");
        assertThat(chat(gateway, "kwy_other", "mine/gpt-4o").statusCode()).isEqualTo(401);
    }

    @Test
    void eachCallReachesTheAdminService() {
        TestGateway gateway = ready(gateway());
        HttpResponse<String> answer = chat(gateway, "kwy_canary", "mine/gpt-4o");
        String requestId = answer.headers().firstValue("x-request-id").orElseThrow();

        var event = admin.awaitCall(
                        "usage",
                        call -> call.body().path("requestId").asString().equals(requestId))
                .body();

        assertThat(event.path("kind").asString()).isEqualTo("REQUEST");
        assertThat(event.path("owner").path("teamId").asString()).isEqualTo(TEAM_ID);
        assertThat(event.path("owner").path("token").asString()).isNotEmpty();
        assertThat(event.path("outcome").asString()).isEqualTo("COMPLETED");
        assertThat(event.path("status").asInt()).isEqualTo(200);
        assertThat(event.path("attempts").path(0).path("providerId").asString()).isEqualTo(PROVIDER_ID);
        assertThat(event.path("attempts").path(0).path("keyId").asString()).isEqualTo(KEY_ID);
        assertThat(event.path("attempts").path(0).path("units").path("input").asLong())
                .isPositive();
        assertThat(event.toString()).doesNotContain("canary");
    }

    @Test
    void eachRefusalReachesTheAdminServiceWithTheLevelThatRefused() {
        TestGateway gateway = ready(gateway());
        admin.upsert("teams", """
                {"id":"%s","tenantId":"%s","name":"search","blocked":true}""".formatted(TEAM_ID, TENANT_ID));
        awaitStatus(gateway, "kwy_canary", "mine/gpt-4o", 401);

        var event = admin.awaitCall(
                        "usage", call -> call.body().path("kind").asString().equals("REFUSAL"))
                .body();

        assertThat(event.path("refusal").path("code").asString()).isEqualTo("blocked_token");
        assertThat(event.path("refusal").path("scope").asString()).isEqualTo("team");
        assertThat(event.path("owner").path("teamId").asString()).isEqualTo(TEAM_ID);
    }

    @Test
    void aChangeIsInForceWithinTwoSeconds() {
        TestGateway gateway = ready(gateway());
        admin.upsert("tokens", token(id(10), "kwy_new"));
        awaitStatus(gateway, "kwy_new", "mine/gpt-4o", 200);
        admin.delete("tokens", TOKEN_ID);
        awaitStatus(gateway, "kwy_canary", "mine/gpt-4o", 401);
        admin.upsert("aliases", """
                {"id":"%s","name":"small","targets":[{"providerId":"%s","model":"gpt-4o"}]}""".formatted(id(11), PROVIDER_ID));
        awaitStatus(gateway, "kwy_new", "small", 200);
        provider.revokeKey("sk-canary-1");
        admin.upsert("keys", key(KEY_ID, "sk-canary-2", provider.origin()));
        awaitStatus(gateway, "kwy_new", "mine/gpt-4o", 200);
    }

    @Test
    void startsAndServesWhileTheAdminServiceIsDown() throws IOException {
        TestGateway first = ready(gateway());
        admin.upsert("tokens", token(id(10), "kwy_later"));
        awaitStatus(first, "kwy_later", "mine/gpt-4o", 200);
        admin.delete("tokens", TOKEN_ID);
        awaitStatus(first, "kwy_canary", "mine/gpt-4o", 401);
        close(first);
        admin.close();
        TestGateway second = gateway();
        assertThat(chat(second, "kwy_later", "mine/gpt-4o").statusCode()).isEqualTo(200);
        assertThat(chat(second, "kwy_canary", "mine/gpt-4o").statusCode()).isEqualTo(401);
        close(second);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("managed.env"))
                    .toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("sk-canary", "kwy_later", "kwg_canary");
            }
        }
    }

    @Test
    void refusesWithoutAConfigurationAndServesOnceItHasOne() {
        admin.refuse(503, "{\"code\":\"snapshots_busy\"}");
        TestGateway gateway = gateway();
        HttpResponse<String> refused = chat(gateway, "kwy_canary", "mine/gpt-4o");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("configuration_unavailable");
        admin.refuse(0, "");
        awaitStatus(gateway, "kwy_canary", "mine/gpt-4o", 200, Duration.ofSeconds(10));
    }

    @Test
    void stopsServingWhenTheSnapshotIsTooOld() {
        TestGateway gateway = ready(gateway("KEYWAY_SNAPSHOT_MAX_AGE=8"));
        admin.refuse(502, "<html>");
        assertThat(chat(gateway, "kwy_canary", "mine/gpt-4o").statusCode()).isEqualTo(200);
        awaitStatus(gateway, "kwy_canary", "mine/gpt-4o", 503, Duration.ofSeconds(15));
        admin.refuse(0, "");
        awaitStatus(gateway, "kwy_canary", "mine/gpt-4o", 200, Duration.ofSeconds(20));
    }

    @Test
    void stopsServingWhenTheAdminServiceRefusesItTwice() {
        TestGateway gateway = ready(gateway());
        admin.refuse(403, "<html>a firewall says gateway_disabled</html>");
        admin.awaitCall("heartbeats", call -> true);
        assertThat(chat(gateway, "kwy_canary", "mine/gpt-4o").statusCode()).isEqualTo(200);
        admin.refuse(401, "{\"code\":\"gateway_disabled\"}");
        awaitStatus(gateway, "kwy_canary", "mine/gpt-4o", 503, Duration.ofSeconds(20));
        admin.refuse(0, "");
        awaitStatus(gateway, "kwy_canary", "mine/gpt-4o", 200, Duration.ofSeconds(30));
    }

    @Test
    void readsTheSnapshotAgainWhenItsRevisionIsGone() {
        TestGateway gateway = ready(gateway());
        admin.upsertAndForget("tokens", token(id(10), "kwy_one"));
        awaitStatus(gateway, "kwy_one", "mine/gpt-4o", 200, Duration.ofSeconds(10));
        assertThat(admin.calls("snapshot")).hasSizeGreaterThan(1);
    }

    @Test
    void readsTheSnapshotAgainOnAnotherTimeline() {
        TestGateway gateway = ready(gateway());
        admin.with("tokens", token(id(10), "kwy_restored"));
        admin.renewTimeline();
        awaitStatus(gateway, "kwy_restored", "mine/gpt-4o", 200, Duration.ofSeconds(10));
    }

    @Test
    void reportsItsInstanceItsStatesAndSignsOff() throws IOException {
        TestGateway first = ready(gateway());
        FakeAdmin.Call registration = admin.calls("register").getFirst();
        assertThat(registration.authorization()).isEqualTo("Bearer kwg_canary");
        assertThat(registration.body().path("startCount").asLong()).isEqualTo(1);
        admin.awaitCall("heartbeats", call -> call.body().path("revision").asLong() == 1);
        admin.awaitCall(
                "key-states",
                call -> call.body().path("complete").asBoolean()
                        && call.body().toString().contains("\"READY\""));
        close(first);
        assertThat(admin.calls("sign-off")).hasSize(1);
        ready(gateway());
        FakeAdmin.Call again = admin.calls("register").getLast();
        assertThat(again.body().path("startCount").asLong()).isEqualTo(2);
        assertThat(again.body().path("instanceId"))
                .isEqualTo(registration.body().path("instanceId"));
        assertThat(again.body().path("publicKey")).isEqualTo(registration.body().path("publicKey"));
    }

    @Test
    void givesNoSignOfLifeWhileAnotherInstanceIsRegistered() {
        admin.refuse(409, "{\"code\":\"gateway_running\"}");
        TestGateway waiting = gateway();
        Awaiting.until(
                "a second attempt",
                Duration.ofSeconds(20),
                () -> admin.calls("register").size() > 1);
        assertThat(admin.calls("heartbeats")).isEmpty();
        assertThat(admin.calls("key-states")).isEmpty();
        admin.refuse(0, "");
        ready(waiting);
        admin.awaitCall("heartbeats", call -> true);
    }

    @Test
    void carriesOutCommands() {
        TestGateway gateway = ready(gateway());
        UUID test = UUID.randomUUID();
        admin.command(test, "TEST_KEY", KEY_ID);
        assertThat(answerTo(test)).contains("\"succeeded\":true").contains("200 in");
        provider.revokeKey("sk-canary-1");
        assertThat(chat(gateway, "kwy_canary", "mine/gpt-4o").statusCode()).isEqualTo(503);
        admin.awaitCall("key-states", call -> call.body().toString().contains("\"LOCKED\""));
        UUID probe = UUID.randomUUID();
        admin.command(probe, "PROBE_KEY", KEY_ID);
        assertThat(answerTo(probe)).contains("\"succeeded\":false").contains("401 in");
        provider.addKey("sk-canary-1");
        UUID clear = UUID.randomUUID();
        admin.command(clear, "CLEAR_COOLDOWN", KEY_ID);
        assertThat(answerTo(clear)).contains("\"succeeded\":true");
        awaitStatus(gateway, "kwy_canary", "mine/gpt-4o", 200);
        UUID future = UUID.randomUUID();
        admin.command(future, "A_COMMAND_OF_THE_FUTURE", KEY_ID);
        assertThat(answerTo(future)).contains("\"succeeded\":false");
    }

    @Test
    void aKeyIsSentToItsOwnOriginOnly() {
        TestGateway gateway = ready(gateway());
        admin.upsert("keys", key(KEY_ID, "sk-canary-1", URI.create("http://127.0.0.1:1")));
        awaitStatus(gateway, "kwy_canary", "mine/gpt-4o", 503);
        admin.awaitCall("key-states", call -> call.body().toString().contains("\"UNUSABLE\""));
    }

    @Test
    void connectsToNoPrivateAddressUnlessItIsAllowed() {
        TestGateway gateway = ready(gateway("KEYWAY_ALLOW_PRIVATE_UPSTREAMS=10.0.0.0/8"));
        int before = (int) provider.requestCount();
        assertThat(chat(gateway, "kwy_canary", "mine/gpt-4o").statusCode()).isEqualTo(502);
        assertThat(provider.requestCount()).isEqualTo(before);
    }

    private TestGateway gateway(String... lines) {
        TestGateway gateway = ManagedGateway.start(admin, folder, lines);
        gateways.add(gateway);
        return gateway;
    }

    private void close(TestGateway gateway) {
        gateways.remove(gateway);
        gateway.close();
    }

    private static TestGateway ready(TestGateway gateway) {
        Awaiting.until(
                "a configuration",
                Duration.ofSeconds(20),
                () -> !get(gateway, "kwy_canary", "/v1/models").body().contains("configuration_unavailable"));
        return gateway;
    }

    private String answerTo(UUID command) {
        return admin.awaitCall("commands/" + command, call -> true).body().toString();
    }

    private static void awaitStatus(TestGateway gateway, String token, String model, int status) {
        awaitStatus(gateway, token, model, status, SOON);
    }

    private static void awaitStatus(TestGateway gateway, String token, String model, int status, Duration within) {
        Awaiting.until(
                status + " for " + token + " and " + model,
                within,
                () -> chat(gateway, token, model).statusCode() == status);
    }

    private static HttpResponse<String> chat(TestGateway gateway, String token, String model) {
        return TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(TestGateway.chatBody(model, "m", false))));
    }

    private static HttpResponse<String> get(TestGateway gateway, String token, String path) {
        return TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve(path))
                .header("Authorization", "Bearer " + token)
                .GET());
    }
}
