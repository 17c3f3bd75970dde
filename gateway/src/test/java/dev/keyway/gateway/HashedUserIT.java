package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.UserKey;
import dev.keyway.filters.poolstate.StateDirectory;
import dev.keyway.filters.source.managed.store.StoredChange;
import dev.keyway.filters.source.managed.store.StoredConfiguration;
import dev.keyway.testkit.admin.FakeAdmin;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The user that a request names is in its record as a hash under the tenant's key, and nowhere as it is. */
class HashedUserIT {

    private static final String TENANT = id(1);
    private static final byte[] KEY = "user-key-of-the-tenant-canary-32".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "another-key-of-the-tenant-a-32-b".getBytes(StandardCharsets.US_ASCII);
    private static final String USER = "ada-canary@example.com";

    private FakeProvider provider;
    private FakeAdmin admin;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        provider = FakeProvider.start("sk-one");
        String digest = Base64.getEncoder().encodeToString(Secret.of("kwy_one").digest());
        admin = FakeAdmin.start()
                .with("teams", """
                        {"id":"%s","tenantId":"%s","name":"search","blocked":false}""".formatted(id(2), TENANT))
                .with("tokens", """
                        {"id":"%s","tenantId":"%s","teamId":"%s","name":"batch","blocked":false,"secrets":[{"digest":"%s"}]}""".formatted(id(3), TENANT, id(2), digest))
                .with("providers", """
                        {"id":"%s","slug":"mine","name":"Mine","declaration":"openai","baseUrl":"%s","strategy":"balanced","disabled":false}""".formatted(id(4), provider.v1()))
                .with("keys", """
                        {"id":"%s","providerId":"%s","name":"k","last4":"-one","origin":"%s","plain":"sk-one","weight":1,"tier":0,"disabled":false}""".formatted(id(5), id(4), origin(provider.origin())));
    }

    @AfterEach
    void stop() {
        admin.close();
        provider.close();
    }

    @Test
    void isRecordedAsAHash() throws IOException {
        admin.with("tenants", tenant(KEY));
        try (TestGateway gateway = gateway()) {
            assertThat(recorded(gateway, "\"user\":\"" + USER + "\"")).isEqualTo(hash(KEY));
            assertThat(recorded(gateway, "\"safety_identifier\":\"" + USER + "\""))
                    .isEqualTo(hash(KEY));
            assertThat(recorded(gateway, "\"n\":1")).isEmpty();
            admin.upsert("tenants", tenant(OTHER));
            Awaiting.until(
                    "the other key",
                    Duration.ofSeconds(20),
                    () -> recorded(gateway, "\"user\":\"" + USER + "\"").equals(hash(OTHER)));
        }
        admin.refuse(503, "{}");
        try (TestGateway again = gateway()) {
            String requestId = call(again, "\"user\":\"" + USER + "\"");
            admin.refuse(0, "");
            assertThat(event(requestId).path("userHash").asString(""))
                    .as("the stored configuration has the key")
                    .isEqualTo(hash(OTHER));
        }
        assertThat(filesWith(USER)).isEmpty();
        assertThat(filesWith(new String(KEY, StandardCharsets.US_ASCII))).isEmpty();
        assertThat(filesWith(new String(OTHER, StandardCharsets.US_ASCII))).isEmpty();
    }

    @Test
    void isNotRecordedWithoutAKey() throws IOException {
        admin.with("tenants", tenant(null));
        try (TestGateway gateway = gateway()) {
            assertThat(recorded(gateway, "\"user\":\"" + USER + "\"")).isEmpty();
        }
        assertThat(filesWith(USER)).isEmpty();
    }

    /** It received user keys that it did not know, and will not get them again as a change. */
    @Test
    void isRecordedAfterAnUpdateOfTheGateway() throws IOException {
        admin.with("tenants", tenant(KEY));
        gateway().close();
        storeAsAnEarlierReleaseDid();
        int before = admin.calls("snapshot").size();
        try (TestGateway updated = gateway()) {
            Awaiting.until(
                    "the snapshot",
                    Duration.ofSeconds(20),
                    () -> admin.calls("snapshot").size() > before);
            Awaiting.until(
                    "the key",
                    Duration.ofSeconds(20),
                    () -> recorded(updated, "\"user\":\"" + USER + "\"").equals(hash(KEY)));
        }
    }

    private void storeAsAnEarlierReleaseDid() throws IOException {
        try (StateDirectory directory = StateDirectory.take(folder.resolve("state"));
                StoredConfiguration stored = StoredConfiguration.open(directory, Secret.of("kwg_canary"))) {
            StoredChange base = stored.take().getFirst();
            stored.replace(new StoredChange(
                    base.timeline(),
                    base.revision(),
                    base.complete(),
                    base.upserts(),
                    base.deletes(),
                    base.opened(),
                    base.unusable(),
                    null,
                    base.revoked()));
        }
    }

    /** The {@code userHash} of the record of a call; empty if it has none. */
    private String recorded(TestGateway gateway, String member) {
        JsonNode event = event(call(gateway, member));
        assertThat(event.toString()).doesNotContain(USER);
        return event.path("userHash").asString("");
    }

    private JsonNode event(String requestId) {
        return admin.awaitCall(
                        "usage",
                        call -> call.body().path("requestId").asString().equals(requestId))
                .body();
    }

    private static String call(TestGateway gateway, String member) {
        String body = TestGateway.chatBody("mine/gpt-4o", "m", false).replaceFirst("\\{", "{" + member + ",");
        HttpResponse<String> answer =
                TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
                        .header("Authorization", "Bearer kwy_one")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }

    private TestGateway gateway() throws IOException {
        Path env = folder.resolve("managed.env");
        Files.writeString(env, """
                        KEYWAY_ADMIN_URL=%s
                        KEYWAY_GATEWAY_CREDENTIAL=kwg_canary
                        KEYWAY_SHUTDOWN_SHIP=1
                        KEYWAY_STATE_DIR=%s
                        KEYWAY_ALLOW_PRIVATE_UPSTREAMS=127.0.0.0/8
                        """.formatted(admin.origin(), folder.resolve("state")));
        TestGateway gateway = TestGateway.builder()
                .set("keyway.standalone", true)
                .set("keyway.env-file", env)
                .start();
        Awaiting.until("a configuration", Duration.ofSeconds(30), () -> models(gateway) == 200);
        return gateway;
    }

    private static int models(TestGateway gateway) {
        return TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/v1/models"))
                        .header("Authorization", "Bearer kwy_one")
                        .GET())
                .statusCode();
    }

    private String[] filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> new String(read(file), StandardCharsets.ISO_8859_1).contains(text))
                    .map(Path::toString)
                    .toArray(String[]::new);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] key) {
        return UserKey.of(key).hash(USER);
    }

    private static String tenant(byte @Nullable [] key) {
        String userKey =
                key == null ? "" : ",\"plainUserKey\":\"" + Base64.getEncoder().encodeToString(key) + "\"";
        return "{\"id\":\"%s\",\"name\":\"Acme\",\"zone\":\"UTC\",\"blocked\":false%s}".formatted(TENANT, userKey);
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getHost() + ":" + address.getPort();
    }

    private static String id(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number).toString();
    }
}
