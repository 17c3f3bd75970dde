package dev.keyway.admin.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.contract.bootstrap.Bootstrap;
import dev.keyway.contract.bootstrap.BootstrapKey;
import dev.keyway.contract.bootstrap.BootstrapProvider;
import dev.keyway.contract.bootstrap.BootstrapProvider.Use;
import dev.keyway.contract.bootstrap.BootstrapToken;
import dev.keyway.contract.bootstrap.Bootstrapped;
import dev.keyway.contract.bootstrap.Bootstrapped.Outcome;
import dev.keyway.contract.bootstrap.Bootstrapped.Result;
import dev.keyway.testkit.gateway.FakeGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ./keyway up} asks for at the start of the service is done once, and leaves nothing that opens more. */
class BootstrapIT {

    private static final String FIRST = "sk-first-4f1b9c27d6e8a035";
    private static final String SECOND = "sk-second-9d02e7b1c4f6a853";
    private static final String TOKEN = "8f3a61c09be24d75a1c6e2f07b94d8135c";
    private static final JsonMapper JSON = new JsonMapper();

    private Path file;

    @BeforeEach
    void chooseFile(@TempDir Path folder) {
        file = folder.resolve("bootstrap.json");
    }

    @Test
    void takesOverKeysAndTokenOnceAndGivesTheGatewayACredential() throws IOException {
        ask(request(null, null, false));
        try (AdminServer server = AdminServer.start(settings())) {
            Bootstrapped answer = answer();
            assertThat(answer.outcomes())
                    .extracting(Outcome::variable, Outcome::result)
                    .containsExactly(
                            tuple("OPENAI_API_KEY_1", Result.CREATED),
                            tuple("OPENAI_API_KEY_2", Result.CREATED),
                            tuple("PROXY_API_KEY", Result.CREATED));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(file)).doesNotContain(FIRST, SECOND, TOKEN);

            Api owner = server.owner();
            assertThat(owner.get("/api/v1/providers/openai").expect(200).text("baseUrl"))
                    .isEqualTo("http://127.0.0.1:9/v1");
            assertThat(owner.get("/api/v1/providers/openai").text("strategy")).isEqualTo("SEQUENTIAL");
            assertThat(owner.get("/api/v1/tenants/Default/teams/Default/tokens")
                            .expect(200)
                            .text("items/0/name"))
                    .isEqualTo("PROXY_API_KEY");
            assertThat(owner.get("/api/v1/audit?kind=gateway").expect(200).text("items/0/actorName"))
                    .isEqualTo("keyway");
            try (FakeGateway gateway = new FakeGateway(server.address(), Objects.requireNonNull(answer.credential()))) {
                var registered = gateway.register();
                var snapshot = gateway.snapshot();
                assertThat(registered.get("name").asString()).isEqualTo("local");
                assertThat(snapshot.get("revision").asLong()).isPositive();
                assertThat(gateway.keys().values()).containsExactlyInAnyOrder(FIRST, SECOND);
            }

            deleteFirstKeyAndToken(owner);
            ask(request(answer.installation(), answer.credential(), true));
            try (AdminServer again = server.replica(settings())) {
                Bootstrapped second = answer();
                assertThat(second.credential()).isNull();
                assertThat(second.outcomes())
                        .extracting(Outcome::result)
                        .containsExactly(Result.DELETED, Result.PRESENT, Result.DELETED);
                assertThat(again.owner()
                                .get("/api/v1/providers/openai/keys")
                                .json()
                                .get("items")
                                .size())
                        .isEqualTo(1);
                assertThat(again.sql()
                                .sql("SELECT count(*) FROM keyway.proxy_token_secret")
                                .query(Integer.class)
                                .single())
                        .isZero();
            }
        }
    }

    @Test
    void makesATokenAndFollowsTheFakeProvider() throws IOException {
        ask(fake(null, "http://127.0.0.1:9/v1", null));
        try (AdminServer server = AdminServer.start(settings())) {
            Bootstrapped answer = answer();
            assertThat(answer.token()).startsWith("kwy_");

            ask(fake(answer.installation(), "http://127.0.0.1:10/v1", answer.token()));
            try (AdminServer again = server.replica(settings())) {
                assertThat(answer().token()).isNull();
                assertThat(answer().outcomes()).extracting(Outcome::result).containsOnly(Result.PRESENT);
                Api owner = again.owner();
                assertThat(owner.get("/api/v1/providers/fake").expect(200).text("baseUrl"))
                        .isEqualTo("http://127.0.0.1:10/v1");
                assertThat(owner.get("/api/v1/providers/fake/keys")
                                .json()
                                .at("/items/0/usable")
                                .asBoolean())
                        .isTrue();
            }
        }
    }

    @Test
    void refusesAFileThatOthersCanRead() throws IOException {
        ask(request(null, null, false));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> AdminServer.start(settings()).close())
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining(FIRST);
    }

    private void deleteFirstKeyAndToken(Api owner) {
        String keys = "/api/v1/providers/openai/keys";
        String tokens = "/api/v1/tenants/Default/teams/Default/tokens";
        String key = owner.get(keys + "?search=" + FIRST).expect(200).text("items/0/id");
        String token = owner.get(tokens).expect(200).text("items/0/id");
        owner.with("If-Match", "*").delete(keys + "/" + key).expect(204);
        owner.with("If-Match", "*").delete(tokens + "/" + token).expect(204);
    }

    private Map<String, String> settings() {
        return Map.of(
                "keyway.bootstrap.file",
                file.toString(),
                "keyway.catalogue.load",
                "first-start",
                "keyway.allow.private.upstreams",
                "127.0.0.1/32");
    }

    private static Bootstrap request(@Nullable UUID installation, @Nullable String credential, boolean taken) {
        BootstrapProvider openai = new BootstrapProvider(
                "openai",
                "http://127.0.0.1:9/v1",
                "sequential",
                4,
                null,
                null,
                List.of("gpt-own"),
                List.of(),
                List.of("gpt-4o*"),
                List.of(
                        new BootstrapKey("OPENAI_API_KEY_1", FIRST, "first", taken),
                        new BootstrapKey("OPENAI_API_KEY_2", SECOND, null, taken)),
                Use.CONFIGURED);
        return new Bootstrap(
                installation, "local", credential, List.of(openai), new BootstrapToken("PROXY_API_KEY", TOKEN, taken));
    }

    private static Bootstrap fake(@Nullable UUID installation, String base, @Nullable String token) {
        boolean taken = token != null;
        BootstrapProvider fake = new BootstrapProvider(
                "fake",
                base,
                "balanced",
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(new BootstrapKey("demo-key-1", "demo-key-1", null, taken)),
                Use.FAKE);
        return new Bootstrap(
                installation, "local", null, List.of(fake), new BootstrapToken("proxy.token", token, taken));
    }

    private void ask(Bootstrap request) throws IOException {
        Files.deleteIfExists(file);
        Path made = Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(made, JSON.writeValueAsBytes(request));
    }

    private Bootstrapped answer() throws IOException {
        return JSON.readValue(Files.readAllBytes(file), Bootstrapped.class);
    }
}
