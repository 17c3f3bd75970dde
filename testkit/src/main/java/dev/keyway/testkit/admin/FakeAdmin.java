package dev.keyway.testkit.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyway.testkit.time.Awaiting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Fake admin service for one gateway: publishes what a test gives it, seals provider keys, takes usage, and fails on request. */
public final class FakeAdmin implements AutoCloseable {

    /**
     * Call that it received.
     *
     * @param path with its query
     * @param body of a batch of usage, one of its events
     */
    public record Call(String path, String authorization, JsonNode body) {}

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/gateway/v1/";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Publication publication = new Publication();
    private final String gatewayId = UUID.randomUUID().toString();
    private String publicKey = "";
    private String enrolled = "";
    private int refusal;
    private String refusalBody = "";
    private long mark;

    private FakeAdmin(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port of this machine. */
    public static FakeAdmin start() {
        try {
            FakeAdmin admin =
                    new FakeAdmin(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            admin.server.setExecutor(admin.threads);
            admin.server.createContext(PATH, admin::serve);
            admin.server.start();
            return admin;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Adds resources that no gateway knows yet.
     *
     * @param list such as {@code tokens}
     * @param resources each in JSON; a provider key has its secret as {@code plain}
     */
    public synchronized FakeAdmin with(String list, String... resources) {
        for (String resource : resources) {
            publication.add(list, resource);
        }
        return this;
    }

    /** Publishes a resource, which gateways get as a change. */
    public synchronized void upsert(String list, String resource) {
        publication.upsert(list, resource);
        notifyAll();
    }

    /** Deletes a resource. */
    public synchronized void delete(String list, String id) {
        publication.delete(list, id);
        notifyAll();
    }

    /** Gives a command. */
    public synchronized void command(UUID id, String kind, String key) {
        publication.command(id, kind, key);
        notifyAll();
    }

    /** Refuses all calls from now on; 0 to accept them again. */
    public synchronized void refuse(int status, String body) {
        refusal = status;
        refusalBody = body;
        notifyAll();
    }

    /** Forgets the replica that has enrolled: its credential is not valid any more. */
    public synchronized void forgetEnrolled() {
        enrolled = "forgotten";
        notifyAll();
    }

    /** Publishes a resource, which gateways do not get as a change: their next call for changes gets 410. */
    public synchronized void upsertAndForget(String list, String resource) {
        publication.upsert(list, resource);
        publication.forgetChanges();
        notifyAll();
    }

    /** Another history of the database, as after a restored backup. */
    public synchronized void renewTimeline() {
        publication.renewTimeline();
        notifyAll();
    }

    /** The calls of a path, the oldest first. */
    public List<Call> calls(String path) {
        return calls.stream()
                .filter(call -> call.path().startsWith(PATH + path))
                .toList();
    }

    /** The latest call of a path that fits, once there is one. */
    public Call awaitCall(String path, Predicate<Call> fits) {
        return Awaiting.value(
                        path,
                        PATIENCE,
                        () -> calls(path).stream().filter(fits).reduce((a, b) -> b),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        try {
            Answer answer = path.equals(PATH + "usage") ? usage(authorization, body) : call(path, authorization, body);
            respond(exchange, answer);
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    private synchronized Answer call(String path, String authorization, byte[] body) throws InterruptedException {
        JsonNode read = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        calls.add(new Call(path, authorization, read));
        if (refusal != 0) {
            return new Answer(refusal, refusalBody);
        }
        if (path.startsWith(PATH + "enrol")) {
            enrolled = "kwg_enrolled-" + calls("enrol").size();
            return Answer.of(JSON.createObjectNode()
                    .put("gatewayId", gatewayId)
                    .put("name", "replica")
                    .put("credential", enrolled));
        }
        if (!enrolled.isEmpty() && !authorization.equals("Bearer " + enrolled)) {
            return new Answer(401, "{\"code\":\"invalid_gateway_credential\"}");
        }
        if (path.startsWith(PATH + "register")) {
            return Answer.of(register(read));
        }
        if (path.startsWith(PATH + "snapshot")) {
            return Answer.of(publication.snapshot(publicKey, gatewayId));
        }
        return path.startsWith(PATH + "changes") ? changes(path) : Answer.EMPTY;
    }

    /** Takes a batch of usage: each event of it is a call. */
    private synchronized Answer usage(String authorization, byte[] packed) throws IOException {
        if (refusal != 0) {
            return new Answer(refusal, refusalBody);
        }
        String text = new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), UTF_8);
        List<JsonNode> lines = text.lines().map(JSON::readTree).toList();
        lines.stream().skip(1).forEach(line -> calls.add(new Call(PATH + "usage", authorization, line)));
        mark = Math.max(mark, lines.getFirst().path("through").asLong());
        return Answer.of(JSON.createObjectNode()
                .put("mark", mark)
                .put("timeline", publication.timeline().toString())
                .put("now", Instant.now().toString())
                .put("taken", lines.size() - 1));
    }

    private ObjectNode register(JsonNode registration) {
        publicKey = registration.path("publicKey").asString();
        return JSON.createObjectNode()
                .put("gatewayId", gatewayId)
                .put("name", "test")
                .put("contract", 1)
                .put("revision", publication.revision())
                .put("timeline", publication.timeline().toString())
                .put("mark", mark)
                .put("now", Instant.now().toString())
                .put("aMemberOfTheFuture", true);
    }

    private synchronized Answer changes(String path) throws InterruptedException {
        long since = Long.parseLong(path.replaceAll(".*since=(\\d+).*", "$1"));
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        ObjectNode next = publication.after(since, publicKey, gatewayId);
        while (next == null && !publication.hasGone() && refusal == 0 && System.nanoTime() < deadline) {
            wait(200);
            next = publication.after(since, publicKey, gatewayId);
        }
        if (refusal != 0) {
            return new Answer(refusal, refusalBody);
        }
        if (publication.isGone(path.replaceAll(".*timeline=([0-9a-f-]+).*", "$1"))) {
            return new Answer(410, "{\"code\":\"revision_gone\",\"detail\":\"gone\"}");
        }
        return next == null ? Answer.EMPTY : Answer.of(next);
    }

    private static void respond(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record Answer(int status, String body) {

        private static final Answer EMPTY = new Answer(204, "");

        static Answer of(ObjectNode body) {
            return new Answer(200, body.toString());
        }
    }
}
