package dev.keyway.testkit.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes every call of the control plane, one by one as it is told, and keeps what it is answered. */
public final class FakeGateway implements AutoCloseable {

    private static final String VERSION = "fake-1";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final KeyPair pair = new KeyPair();
    private final HeldConfiguration configuration = new HeldConfiguration();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final Map<String, byte[]> userKeys = new ConcurrentHashMap<>();
    private final Instant startedAt = Instant.now();
    private volatile URI admin;
    private volatile String credential;
    private volatile String id = "";
    private volatile long revision = -1;
    private volatile long bytes;

    /**
     * One that has made no call yet.
     *
     * @param admin where the admin service is
     * @param credential {@code kwg_…}
     */
    public FakeGateway(URI admin, String credential) {
        this.admin = admin;
        this.credential = credential;
    }

    /** From now on calls another replica. */
    public void turnTo(URI replica) {
        admin = replica;
    }

    /** From now on calls with another credential. */
    public void use(String another) {
        credential = another;
    }

    /** Posts its public key; answers who it is. */
    public JsonNode register() {
        ObjectNode body = JSON.createObjectNode();
        body.put("contract", 1);
        body.put("version", VERSION);
        body.put("publicKey", pair.publicKey());
        body.put("aMemberOfTheFuture", true);
        JsonNode registered = JSON.readTree(post("/gateway/v1/register", body));
        id = registered.path("gatewayId").asString();
        return registered;
    }

    /** Holds nothing, as if it had read the snapshot of a revision with nothing in it. */
    public void startFrom(long known) {
        revision = known;
    }

    /** Reads all there is, and holds that from now on. */
    public JsonNode snapshot() {
        JsonNode snapshot = JSON.readTree(
                get("/gateway/v1/snapshot", Duration.ofSeconds(60)).orElseThrow());
        configuration.replace(snapshot.path("configuration"));
        keys.clear();
        userKeys.clear();
        open(snapshot.path("sealing"), snapshot.path("configuration"));
        revision = snapshot.path("revision").asLong();
        return snapshot;
    }

    /** Asks what changed since what it holds, and holds that; empty if nothing did in time. */
    public Optional<JsonNode> changes(Duration wait) {
        Optional<JsonNode> answer = get(
                        "/gateway/v1/changes?since=" + revision + "&wait=" + wait.toSeconds(), wait.plusSeconds(20))
                .map(JSON::readTree);
        answer.ifPresent(changes -> {
            configuration.put(changes.path("upserts"));
            configuration.remove(changes.path("deletes"));
            open(changes.path("sealing"), changes.path("upserts"));
            keys.keySet().retainAll(configuration.list("keys").keySet());
            userKeys.keySet().retainAll(configuration.list("tenants").keySet());
            revision = changes.path("to").asLong();
        });
        return answer;
    }

    /** Says how a command went. */
    public void answer(String command, boolean succeeded, String detail) {
        ObjectNode body = JSON.createObjectNode();
        body.put("succeeded", succeeded);
        body.put("detail", detail);
        String unused = post("/gateway/v1/commands/" + command, body);
    }

    /**
     * Says how a key stands, and nothing of others.
     *
     * @param model null: the key as a whole
     * @param state READY, COOLING, LOCKED, PROBING or UNUSABLE
     * @param until when it will be ready again; null if that is not known
     */
    public void keyState(
            String key, @Nullable String model, String state, String reason, Instant since, @Nullable Instant until) {
        ObjectNode one = JSON.createObjectNode();
        one.put("keyId", key);
        one.put("model", model);
        one.put("state", state);
        one.put("reason", reason);
        one.put("since", since.toString());
        one.put("until", until == null ? null : until.toString());
        one.put("inFlight", 0);
        one.put("successes", 0);
        one.put("failures", state.equals("READY") ? 0 : 1);
        keyStates(false, JSON.createArrayNode().add(one));
    }

    /** Says how keys stand; if these are all, the others are forgotten. */
    public void keyStates(boolean complete, ArrayNode states) {
        ObjectNode body = JSON.createObjectNode();
        body.put("complete", complete);
        body.set("states", states);
        String unused = post("/gateway/v1/key-states", body);
    }

    /** Says that it ends. */
    public void signOff() {
        ObjectNode body = JSON.createObjectNode();
        body.put("contract", 1);
        body.put("version", VERSION);
        String unused = post("/gateway/v1/sign-off", body);
    }

    /** Says that it is alive. */
    public void heartbeat(int inFlight) {
        ObjectNode body = JSON.createObjectNode();
        body.put("version", VERSION);
        body.put("revision", revision);
        body.put("startedAt", startedAt.toString());
        body.put("inFlight", inFlight);
        String unused = post("/gateway/v1/heartbeats", body);
    }

    public String id() {
        return id;
    }

    /** The revision that it holds; −1 before it has read the snapshot. */
    public long revision() {
        return revision;
    }

    /** How many bytes the body of the latest answer had. */
    public long bytes() {
        return bytes;
    }

    public HeldConfiguration configuration() {
        return configuration;
    }

    /** Provider keys as they are used, by id; those that could be opened. */
    public Map<String, String> keys() {
        return new LinkedHashMap<>(keys);
    }

    /** User keys by the id of their tenant. */
    public Map<String, byte[]> userKeys() {
        return new LinkedHashMap<>(userKeys);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private void open(JsonNode sealing, JsonNode told) {
        if (sealing.isMissingNode()) {
            return;
        }
        SealedKeys sealed = SealedKeys.of(sealing, pair, id);
        told.path("keys").forEach(key -> {
            String plain = sealed.open(key);
            if (!plain.isEmpty()) {
                keys.put(key.path("id").asString(), plain);
            }
        });
        told.path("tenants")
                .forEach(tenant -> sealed.userKey(tenant)
                        .ifPresent(key -> userKeys.put(tenant.path("id").asString(), key)));
    }

    private Optional<String> get(String path, Duration timeout) {
        return send(HttpRequest.newBuilder(admin.resolve(path)).timeout(timeout));
    }

    private String post(String path, JsonNode body) {
        return send(HttpRequest.newBuilder(admin.resolve(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))))
                .orElse("");
    }

    private Optional<String> send(HttpRequest.Builder request) {
        request.header("Authorization", "Bearer " + credential);
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new RefusedException(response.statusCode(), response.body());
            }
            bytes = response.body().getBytes(StandardCharsets.UTF_8).length;
            return response.statusCode() == 204 ? Optional.empty() : Optional.of(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
