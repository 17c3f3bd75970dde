package dev.keyway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.Bytes;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyway.contract.config.ProviderKey;
import dev.keyway.contract.control.Sealing;
import dev.keyway.testkit.time.Awaiting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An admin service that a test scripts: it publishes what it is given, seals keys, and can fail in several ways. */
final class ScriptedAdmin implements AutoCloseable {

    /** A call that it received. */
    record Call(String path, String authorization, JsonNode body) {}

    private static final JsonMapper JSON = new JsonMapper();
    private static final UUID GATEWAY = UUID.randomUUID();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<ObjectNode> changes = new ArrayList<>();
    private final ObjectNode configuration = JSON.createObjectNode();
    private UUID timeline = UUID.randomUUID();
    private long revision = 1;
    private String publicKey = "";
    private volatile int refusal;
    private volatile String refusalBody = "";
    private boolean gone;
    private long mark;

    private ScriptedAdmin(HttpServer server) {
        this.server = server;
    }

    static ScriptedAdmin start() {
        return start(0);
    }

    /** Starts again where another one was. */
    static ScriptedAdmin start(int port) {
        try {
            HybridConfig.register();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ScriptedAdmin admin = new ScriptedAdmin(server);
            server.setExecutor(admin.threads);
            server.createContext("/gateway/v1/", admin::serve);
            server.start();
            return admin;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Adds resources before anything is published. */
    synchronized ScriptedAdmin with(String list, String... resources) {
        for (String resource : resources) {
            configuration.withArray(list).add(JSON.readTree(resource));
        }
        return this;
    }

    /** Publishes a resource, which gateways get as a change. */
    synchronized void upsert(String list, String resource) {
        JsonNode node = JSON.readTree(resource);
        remove(list, node.path("id").asString());
        configuration.withArray(list).add(node);
        ObjectNode change = JSON.createObjectNode();
        change.putObject("upserts").putArray(list).add(node);
        publish(change);
    }

    /** Deletes a resource. */
    synchronized void delete(String list, String id) {
        remove(list, id);
        ObjectNode change = JSON.createObjectNode();
        change.putObject("deletes").putArray(list).add(id);
        publish(change);
    }

    /** Gives a command. */
    synchronized void command(UUID id, String kind, String key) {
        ObjectNode change = JSON.createObjectNode();
        change.putArray("commands")
                .addObject()
                .put("id", id.toString())
                .put("kind", kind)
                .put("keyId", key)
                .put("expiresAt", "2100-01-01T00:00:00Z");
        changes.add(change.put("from", revision).put("to", revision));
        notifyAll();
    }

    /** Refuses all calls from now on; 0 to accept them again. */
    synchronized void refuse(int status, String body) {
        refusal = status;
        refusalBody = body;
        notifyAll();
    }

    /** The next call for changes gets 410. */
    synchronized void forgetChanges() {
        gone = true;
        changes.clear();
        notifyAll();
    }

    /** Another history of the database, as after a restored backup. */
    synchronized void renewTimeline() {
        timeline = UUID.randomUUID();
        revision = 1;
        gone = true;
        changes.clear();
        notifyAll();
    }

    long revision() {
        return revision;
    }

    /** The calls of a path, the oldest first. */
    List<Call> calls(String path) {
        return calls.stream()
                .filter(call -> call.path().startsWith("/gateway/v1/" + path))
                .toList();
    }

    Call awaitCall(String path, java.util.function.Predicate<Call> fits) {
        return Awaiting.value(
                        path,
                        Duration.ofSeconds(20),
                        () -> calls(path).stream().filter(fits).reduce((a, b) -> b),
                        Optional::isPresent)
                .orElseThrow();
    }

    void forgetCalls() {
        calls.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void publish(ObjectNode change) {
        long from = revision++;
        changes.add(change.put("from", from).put("to", revision));
        notifyAll();
    }

    private void remove(String list, String id) {
        ArrayNode all = configuration.withArray(list);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).path("id").asString().equals(id)) {
                all.remove(i);
            }
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestURI().getPath().equals("/gateway/v1/usage")) {
            takeUsage(exchange, body);
            return;
        }
        JsonNode read = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        String path = exchange.getRequestURI().toString();
        calls.add(new Call(path, exchange.getRequestHeaders().getFirst("Authorization"), read));
        try {
            if (refusal != 0) {
                answer(exchange, refusal, refusalBody);
            } else if (path.startsWith("/gateway/v1/register")) {
                answer(exchange, 200, register(read));
            } else if (path.startsWith("/gateway/v1/snapshot")) {
                answer(exchange, 200, snapshot());
            } else if (path.startsWith("/gateway/v1/changes")) {
                changes(exchange, path);
            } else {
                answer(exchange, 204, "");
            }
        } catch (InterruptedException | GeneralSecurityException e) {
            exchange.close();
        }
    }

    /** Takes a batch of usage: each line of it is a call. */
    private synchronized void takeUsage(HttpExchange exchange, byte[] packed) throws IOException {
        if (refusal != 0) {
            answer(exchange, refusal, refusalBody);
            return;
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String text = new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), UTF_8);
        List<JsonNode> lines = text.lines().map(JSON::readTree).toList();
        lines.stream().skip(1).forEach(line -> calls.add(new Call("/gateway/v1/usage", authorization, line)));
        mark = Math.max(mark, lines.getFirst().path("through").asLong());
        answer(
                exchange,
                200,
                JSON.createObjectNode()
                        .put("mark", mark)
                        .put("timeline", timeline.toString())
                        .put("now", Instant.now().toString())
                        .put("taken", lines.size() - 1)
                        .toString());
    }

    private synchronized String register(JsonNode registration) {
        publicKey = registration.path("publicKey").asString();
        return JSON.createObjectNode()
                .put("gatewayId", GATEWAY.toString())
                .put("name", "test")
                .put("contract", 1)
                .put("revision", revision)
                .put("timeline", timeline.toString())
                .put("mark", mark)
                .put("now", "2026-11-26T01:00:00Z")
                .put("aMemberOfTheFuture", true)
                .toString();
    }

    private synchronized String snapshot() throws GeneralSecurityException {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("contract", 1).put("timeline", timeline.toString()).put("revision", revision);
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        answer.set("sealing", sealing(key));
        ObjectNode copy = configuration.deepCopy();
        seal(copy, key);
        answer.set("configuration", copy);
        return answer.toString();
    }

    private void changes(HttpExchange exchange, String path)
            throws IOException, InterruptedException, GeneralSecurityException {
        long since = Long.parseLong(path.replaceAll(".*since=(\\d+).*", "$1"));
        String answer;
        synchronized (this) {
            long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            ObjectNode next = next(since);
            while (next == null && !gone && refusal == 0 && System.nanoTime() < deadline) {
                wait(200);
                next = next(since);
            }
            if (refusal != 0) {
                answer(exchange, refusal, refusalBody);
                return;
            }
            if (gone || !path.contains("timeline=" + timeline)) {
                gone = false;
                answer(exchange, 410, "{\"code\":\"revision_gone\",\"detail\":\"gone\"}");
                return;
            }
            if (next == null) {
                answer(exchange, 204, "");
                return;
            }
            ObjectNode copy = next.deepCopy();
            copy.put("contract", 1).put("timeline", timeline.toString());
            if (copy.path("upserts").has("keys")) {
                byte[] key = new byte[32];
                new SecureRandom().nextBytes(key);
                copy.set("sealing", sealing(key));
                seal((ObjectNode) copy.path("upserts"), key);
            }
            if (!copy.has("upserts")) {
                copy.putObject("upserts");
            }
            answer = copy.toString();
        }
        answer(exchange, 200, answer);
    }

    private @Nullable ObjectNode next(long since) {
        Optional<ObjectNode> next = changes.stream()
                .filter(change -> change.path("from").asLong() == since)
                .findFirst();
        next.filter(change -> change.has("commands")).ifPresent(changes::remove);
        return next.orElse(null);
    }

    private static void seal(ObjectNode configuration, byte[] key) throws GeneralSecurityException {
        for (JsonNode node : configuration.path("keys")) {
            ObjectNode sealed = (ObjectNode) node;
            JsonNode plain = sealed.remove("plain");
            if (plain != null) {
                byte[] bound = ProviderKey.associatedData(
                        UUID.fromString(sealed.path("id").asString()),
                        UUID.fromString(sealed.path("providerId").asString()),
                        sealed.path("origin").asString());
                sealed.put(
                        "sealed",
                        base64(new AesGcmJce(key).encrypt(plain.asString().getBytes(UTF_8), bound)));
            }
        }
    }

    @AccessesPartialKey
    private ObjectNode sealing(byte[] key) throws GeneralSecurityException {
        HpkeParameters parameters = HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .setVariant(HpkeParameters.Variant.NO_PREFIX)
                .build();
        byte[] recipient = Base64.getDecoder().decode(publicKey);
        HybridEncrypt encrypt = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(HpkePublicKey.create(parameters, Bytes.copyFrom(recipient), null))
                        .withRandomId()
                        .makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
        return JSON.createObjectNode()
                .put("algorithm", Sealing.ALGORITHM)
                .put("recipient", base64(MessageDigest.getInstance("SHA-256").digest(recipient)))
                .put("key", base64(encrypt.encrypt(key, Sealing.info(GATEWAY))));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
