package dev.keyway.bench.pair;

import dev.keyway.bench.rig.FreePort;
import dev.keyway.contract.bootstrap.Bootstrap;
import dev.keyway.contract.bootstrap.BootstrapKey;
import dev.keyway.contract.bootstrap.BootstrapProvider;
import dev.keyway.contract.bootstrap.BootstrapProvider.Use;
import dev.keyway.contract.bootstrap.BootstrapToken;
import dev.keyway.contract.bootstrap.Bootstrapped;
import dev.keyway.db.DevelopmentDatabase;
import dev.keyway.db.PrivateFiles;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pair of admin service and managed gateway as processes, on a PostgreSQL of their own, with a fake provider in this JVM.
 * It serves the provider {@code fake} and has one token, of team "Default" of tenant "Default".
 */
public final class Pair implements AutoCloseable {

    /** The state directory of the gateway, below {@link #home()}. */
    public static final String GATEWAY_STATE = "gateway";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PASSWORD = "a long sentence is easier to keep";
    private static final String MASTER_KEY = "y1A6V0vSxMZp1aFvJzH0nXv3l2m8oQyqUeYwTtS9kRc=";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final PairBuilder plan;
    private final int databasePort = FreePort.find();
    private final List<PairProgram> further = new ArrayList<>();
    private final FakeProvider provider;
    private final PairProgram admin;
    private final PairProgram gateway;
    private final String token;
    private final OwnerApi owner;

    @Nullable
    private DevelopmentDatabase database;

    private Pair(PairBuilder plan) throws IOException {
        this.plan = plan;
        PrivateFiles.folder(home());
        provider = plan.startProvider();
        startDatabase();
        Path file = home().resolve("bootstrap.json");
        PrivateFiles.write(file, JSON.writeValueAsString(request()));
        admin = PairProgram.start(
                adminJar(), home(), plan.jvm, adminSettings(Map.of("KEYWAY_BOOTSTRAP_FILE", file.toString())));
        Bootstrapped answer = JSON.readValue(Files.readAllBytes(file), Bootstrapped.class);
        Files.delete(file);
        PrivateFiles.write(home().resolve("gateway.credential"), Objects.requireNonNull(answer.credential()));
        token = Objects.requireNonNull(answer.token());
        gateway = startGateway("gateway.credential", GATEWAY_STATE, Map.of());
        owner = OwnerApi.signIn(admin.origin(), PASSWORD);
    }

    /** Starts a pair with what is usual. */
    public static Pair start(Path folder) {
        return in(folder).start();
    }

    /** A pair with state and database in a folder. */
    public static PairBuilder in(Path folder) {
        return new PairBuilder(folder);
    }

    static Pair start(PairBuilder plan) {
        try {
            return new Pair(plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path adminJar() {
        return plan.sources.resolve("admin-api/target/keyway-admin.jar");
    }

    private Path gatewayJar() {
        return plan.sources.resolve("gateway/target/keyway-gateway.jar");
    }

    private Map<String, String> adminSettings(Map<String, String> further) {
        Path pg = databaseFolder().toAbsolutePath();
        DevelopmentDatabase postgres = database();
        Map<String, String> settings = new HashMap<>(Map.of(
                "KEYWAY_DB_URL",
                postgres.runsAs().url(),
                "KEYWAY_DB_USER",
                postgres.runsAs().user(),
                "KEYWAY_DB_PASSWORD_FILE",
                pg.resolve("keyway.password").toString(),
                "KEYWAY_DB_MIGRATION_USER",
                postgres.superuser().user(),
                "KEYWAY_DB_MIGRATION_PASSWORD_FILE",
                pg.resolve("postgres.password").toString(),
                "KEYWAY_DB_MIGRATE",
                "start",
                "KEYWAY_MASTER_KEYS",
                "m1:" + MASTER_KEY,
                "KEYWAY_AUDIT_KEYS",
                "a1:" + MASTER_KEY,
                "KEYWAY_OWNER_PASSWORD",
                PASSWORD,
                "KEYWAY_ALLOW_PRIVATE_UPSTREAMS",
                "127.0.0.1/32"));
        settings.putAll(plan.adminSettings);
        settings.putAll(further);
        return settings;
    }

    private Bootstrap request() {
        List<BootstrapKey> keys = plan.keys.stream()
                .map(key -> new BootstrapKey(key, key, null, false))
                .toList();
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
                keys,
                Use.CONFIGURED);
        return new Bootstrap(null, "pair", null, List.of(fake), new BootstrapToken("token", null, false));
    }

    /**
     * Starts a further gateway.
     *
     * @param credentialFile below {@link #home()}; that of the first one is {@code gateway.credential}
     * @param state its state directory, below {@link #home()}
     * @param settings besides the usual ones
     */
    public PairProgram startGateway(String credentialFile, String state, Map<String, String> settings) {
        PairProgram started = launchGateway(credentialFile, state, settings);
        return started.awaitReady();
    }

    /** As {@link #startGateway}, without waiting until it is ready. */
    public PairProgram launchGateway(String credentialFile, String state, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "KEYWAY_ADMIN_URL",
                plan.way.apply(admin.origin()).toString(),
                "KEYWAY_GATEWAY_CREDENTIAL_FILE",
                credentialFile,
                "KEYWAY_ALLOW_PRIVATE_UPSTREAMS",
                "127.0.0.1/32",
                "KEYWAY_STATE_DIR",
                state));
        all.putAll(plan.gatewaySettings);
        all.putAll(settings);
        PairProgram program = PairProgram.launch(gatewayJar(), home(), plan.jvm, all);
        further.add(program);
        return program;
    }

    /** Starts a replica of the admin service. */
    public PairProgram startAdmin(Map<String, String> settings) {
        PairProgram replica = PairProgram.start(adminJar(), home(), plan.jvm, adminSettings(settings));
        further.add(replica);
        return replica;
    }

    /** Starts PostgreSQL, on the same port and data each time. */
    public void startDatabase() {
        try {
            database = DevelopmentDatabase.start(databaseFolder(), databasePort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops PostgreSQL. */
    public void stopDatabase() {
        try {
            database().close();
            database = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection as superuser, to compare and to do damage. */
    public Connection connect() throws SQLException {
        var superuser = database().superuser();
        return DriverManager.getConnection(superuser.url(), superuser.user(), superuser.password());
    }

    private DevelopmentDatabase database() {
        return Objects.requireNonNull(database, "PostgreSQL is stopped");
    }

    /** The folder of PostgreSQL: its data is in {@code data}. */
    public Path databaseFolder() {
        return plan.folder.resolve("pg");
    }

    /** The working directory of both programs. */
    public Path home() {
        return plan.folder.resolve("state").toAbsolutePath();
    }

    /** The token of clients. */
    public String token() {
        return token;
    }

    public FakeProvider provider() {
        return provider;
    }

    /** The password of the admin service's {@code owner}. */
    public String password() {
        return PASSWORD;
    }

    public PairProgram admin() {
        return admin;
    }

    public PairProgram gateway() {
        return gateway;
    }

    /** The API of the admin service, as its owner calls it. */
    public OwnerApi owner() {
        return owner;
    }

    /**
     * Sets the price of a model of the provider {@code fake} from now on, and waits until the gateway has it.
     *
     * @param input dollars for a million tokens, as text
     * @param output the same
     */
    public void price(String model, String input, String output) {
        String models = "/api/v1/providers/fake/models";
        boolean isKnown = owner.get(models)
                .get("items")
                .valueStream()
                .anyMatch(known -> known.get("name").asString().equals(model));
        if (!isKnown) {
            JsonNode unused = owner.post(models, "{\"name\": \"%s\"}".formatted(model));
        }
        JsonNode unused = owner.post(
                models + "/" + model + "/prices",
                "{\"prices\": [{\"meter\": \"INPUT\", \"perMillion\": \"%s\"}, {\"meter\": \"OUTPUT\", \"perMillion\": \"%s\"}]}"
                        .formatted(input, output));
        awaitConfiguration();
    }

    /**
     * Sends alerts of some kinds to a webhook, so that {@link Books#alerts} has them. The admin service must be allowed to call it, by
     * {@code KEYWAY_ALLOW_PRIVATE_WEBHOOKS}.
     */
    public void alertTo(URI webhook, String... kinds) {
        JsonNode unused = owner.post(
                "/api/v1/alert-channels",
                JSON.writeValueAsString(Map.of(
                        "name", "alerts", "kind", "WEBHOOK", "target", webhook.toString(), "events", List.of(kinds))));
    }

    /** Waits until the gateway serves by all that was configured so far. */
    public void awaitConfiguration() {
        try (Connection connection = connect()) {
            long revision = Long.parseLong(Books.of(connection)
                    .lines("SELECT value FROM keyway.revision")
                    .getFirst());
            Awaiting.until("revision " + revision + " at the gateway", PATIENCE, () -> gatewayRevision() >= revision);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private double gatewayRevision() {
        try {
            return gateway.management().metrics().sum("keyway_configuration_revision", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A chat with a token. */
    public HttpResponse<String> chat(String with, boolean stream) {
        return chat(with, "fake/gpt-4o-mini", stream);
    }

    /** A chat with a model. */
    public HttpResponse<String> chat(String with, String model, boolean stream) {
        return chat(gateway, with, model, stream);
    }

    /** A chat at one of several gateways. */
    public HttpResponse<String> chat(PairProgram at, String with, String model, boolean stream) {
        return send(request(at, with, model, stream), HttpResponse.BodyHandlers.ofString());
    }

    /** A stream with a model, when it has begun. */
    public HttpResponse<InputStream> stream(String with, String model) {
        return send(request(gateway, with, model, true), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static HttpRequest request(PairProgram at, String with, String model, boolean stream) {
        String body = "{\"model\":\"%s\",\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
                .formatted(model, stream);
        return HttpRequest.newBuilder(at.origin().resolve("/v1/chat/completions"))
                .header("authorization", "Bearer " + with)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        further.forEach(PairProgram::close);
        admin.close();
        provider.close();
        if (database != null) {
            stopDatabase();
        }
    }
}
