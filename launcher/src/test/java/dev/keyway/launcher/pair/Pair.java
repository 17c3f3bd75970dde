package dev.keyway.launcher.pair;

import dev.keyway.contract.bootstrap.Bootstrap;
import dev.keyway.contract.bootstrap.BootstrapKey;
import dev.keyway.contract.bootstrap.BootstrapProvider;
import dev.keyway.contract.bootstrap.BootstrapProvider.Use;
import dev.keyway.contract.bootstrap.BootstrapToken;
import dev.keyway.contract.bootstrap.Bootstrapped;
import dev.keyway.db.DevelopmentDatabase;
import dev.keyway.db.PrivateFiles;
import dev.keyway.testkit.provider.FakeProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pair of admin service and managed gateway as processes, on a PostgreSQL of their own, with a fake provider in the test's
 * JVM. It serves the provider {@code fake} and has one token, of team "Default" of tenant "Default".
 */
public final class Pair implements AutoCloseable {

    private static final String PASSWORD = "a long sentence is easier to keep";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final DevelopmentDatabase database;
    private final FakeProvider provider;
    private final JarProcess admin;
    private final JarProcess gateway;
    private final String token;
    private final OwnerApi owner;

    private Pair(
            DevelopmentDatabase database, FakeProvider provider, JarProcess admin, JarProcess gateway, String token) {
        this.database = database;
        this.provider = provider;
        this.admin = admin;
        this.gateway = gateway;
        this.token = token;
        this.owner = OwnerApi.signIn(admin.origin(), PASSWORD);
    }

    /** Starts all of it, with state and database in a folder. */
    public static Pair start(Path folder) {
        try {
            Path home = PrivateFiles.folder(folder.resolve("state"));
            FakeProvider provider =
                    FakeProvider.builder().keys("key-one-1", "key-two-2").start();
            DevelopmentDatabase database = DevelopmentDatabase.start(folder.resolve("pg"), 0);
            Path file = home.resolve("bootstrap.json");
            PrivateFiles.write(file, JSON.writeValueAsString(request(provider)));
            JarProcess admin = JarProcess.start(
                    "admin-api/target/keyway-admin.jar", home, settingsOfAdmin(database, folder.resolve("pg"), file));
            Bootstrapped answer = JSON.readValue(Files.readAllBytes(file), Bootstrapped.class);
            Files.delete(file);
            PrivateFiles.write(home.resolve("gateway.credential"), Objects.requireNonNull(answer.credential()));
            JarProcess gateway = JarProcess.start(
                    "gateway/target/keyway-gateway.jar",
                    home,
                    Map.of(
                            "KEYWAY_ADMIN_URL", admin.origin().toString(),
                            "KEYWAY_GATEWAY_CREDENTIAL_FILE", "gateway.credential",
                            "KEYWAY_ALLOW_PRIVATE_UPSTREAMS", "127.0.0.1/32",
                            "KEYWAY_STATE_DIR", "gateway"));
            return new Pair(database, provider, admin, gateway, Objects.requireNonNull(answer.token()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settingsOfAdmin(DevelopmentDatabase database, Path pg, Path bootstrap) {
        String key = "y1A6V0vSxMZp1aFvJzH0nXv3l2m8oQyqUeYwTtS9kRc=";
        return Map.ofEntries(
                Map.entry("KEYWAY_DB_URL", database.runsAs().url()),
                Map.entry("KEYWAY_DB_USER", database.runsAs().user()),
                Map.entry(
                        "KEYWAY_DB_PASSWORD_FILE",
                        pg.resolve("keyway.password").toAbsolutePath().toString()),
                Map.entry("KEYWAY_DB_MIGRATION_USER", database.superuser().user()),
                Map.entry(
                        "KEYWAY_DB_MIGRATION_PASSWORD_FILE",
                        pg.resolve("postgres.password").toAbsolutePath().toString()),
                Map.entry("KEYWAY_DB_MIGRATE", "start"),
                Map.entry("KEYWAY_MASTER_KEYS", "m1:" + key),
                Map.entry("KEYWAY_AUDIT_KEYS", "a1:" + key),
                Map.entry("KEYWAY_OWNER_PASSWORD", PASSWORD),
                Map.entry("KEYWAY_ALLOW_PRIVATE_UPSTREAMS", "127.0.0.1/32"),
                Map.entry("KEYWAY_BOOTSTRAP_FILE", bootstrap.toAbsolutePath().toString()));
    }

    private static Bootstrap request(FakeProvider provider) {
        BootstrapProvider fake = new BootstrapProvider(
                "fake",
                provider.v1().toString(),
                "balanced",
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new BootstrapKey("key-one-1", "key-one-1", null, false),
                        new BootstrapKey("key-two-2", "key-two-2", null, false)),
                Use.CONFIGURED);
        return new Bootstrap(null, "pair", null, List.of(fake), new BootstrapToken("token", null, false));
    }

    /** The token of clients. */
    public String token() {
        return token;
    }

    public FakeProvider provider() {
        return provider;
    }

    public JarProcess admin() {
        return admin;
    }

    public JarProcess gateway() {
        return gateway;
    }

    public DevelopmentDatabase database() {
        return database;
    }

    /** The API of the admin service, as its owner calls it. */
    public OwnerApi owner() {
        return owner;
    }

    /** A chat with a token. */
    public HttpResponse<String> chat(String with, boolean stream) {
        String body =
                "{\"model\":\"fake/gpt-4o-mini\",\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
                        .formatted(stream);
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
                            .header("authorization", "Bearer " + with)
                            .header("content-type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        admin.close();
        provider.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
