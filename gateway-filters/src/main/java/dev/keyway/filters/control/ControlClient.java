package dev.keyway.filters.control;

import dev.keyway.filters.settings.ControlSettings;
import dev.keyway.filters.settings.NetworkSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Client of the admin service. Each call waits for its response, so it must not be made on an event loop. If one replica does not
 * answer, or fails, the next one is called. Safe for use by many threads.
 */
public final class ControlClient implements AutoCloseable {

    /** How long a response may take, unless a call says otherwise. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_DETAIL = 300;
    private static final int SERVER_ERROR = 500;
    private static final JsonMapper JSON = new JsonMapper();

    private final List<URI> replicas;
    private final Credential credential;
    private final Standing standing;
    private final HttpClient http;
    private final AtomicInteger turn = new AtomicInteger();

    public ControlClient(ControlSettings settings, NetworkSettings network, Credential credential, Standing standing) {
        this.replicas = settings.adminUrls();
        this.credential = credential;
        this.standing = standing;
        this.http = CompanyWay.apply(network, HttpClient.newBuilder())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * Gets what is at a path.
     *
     * @param path with its query, such as {@code /gateway/v1/changes?since=1}
     * @param patience how long a replica's response may take in all
     * @throws AdminUnavailableException if no replica responds
     * @throws InterruptedException if the thread is to end
     */
    public ControlResponse get(String path, Duration patience) throws AdminUnavailableException, InterruptedException {
        return call(path, patience, HttpRequest.Builder::GET);
    }

    /**
     * Posts JSON to a path.
     *
     * @param contentEncoding how the body is compressed, such as {@code gzip}; null if it is not
     * @throws AdminUnavailableException if no replica responds
     * @throws InterruptedException if the thread is to end
     */
    public ControlResponse post(String path, byte[] body, @Nullable String contentEncoding)
            throws AdminUnavailableException, InterruptedException {
        return post(path, body, contentEncoding, PATIENCE);
    }

    /** The same with another patience. */
    public ControlResponse post(String path, byte[] body, @Nullable String contentEncoding, Duration patience)
            throws AdminUnavailableException, InterruptedException {
        return call(path, patience, request -> {
            request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).header("Content-Type", "application/json");
            if (contentEncoding != null) {
                request.header("Content-Encoding", contentEncoding);
            }
        });
    }

    /**
     * Posts lines of JSON, packed by gzip, to a path.
     *
     * @throws AdminUnavailableException if no replica responds
     * @throws InterruptedException if the thread is to end
     */
    public ControlResponse postLines(String path, byte[] packed)
            throws AdminUnavailableException, InterruptedException {
        return call(
                path,
                PATIENCE,
                request -> request.POST(HttpRequest.BodyPublishers.ofByteArray(packed))
                        .header("Content-Type", "application/x-ndjson")
                        .header("Content-Encoding", "gzip"));
    }

    /** Whether the admin service accepts this gateway. */
    public Standing standing() {
        return standing;
    }

    /** Ends all calls under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private ControlResponse call(String path, Duration patience, RequestBody body)
            throws AdminUnavailableException, InterruptedException {
        int first = turn.get();
        ControlResponse last = null;
        IOException failure = null;
        for (int i = 0; i < replicas.size(); i++) {
            int replica = Math.floorMod(first + i, replicas.size());
            try {
                last = exchange(replicas.get(replica), path, patience, body);
                if (!isOutage(last)) {
                    turn.compareAndSet(first, replica);
                    break;
                }
            } catch (IOException e) {
                failure = e;
            }
        }
        if (last == null) {
            throw new AdminUnavailableException(reason(failure), failure == null ? new IOException() : failure);
        }
        standing.saw(last);
        return last;
    }

    private ControlResponse exchange(URI replica, String path, Duration patience, RequestBody body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(withoutSlash(replica) + path))
                .header("Authorization", "Bearer " + credential.current().reveal())
                .header("Accept", "application/json");
        body.set(request);
        CompletableFuture<HttpResponse<byte[]>> pending =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = pending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return read(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            throw new IOException("no response within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } finally {
            pending.cancel(true);
        }
    }

    private static ControlResponse read(int status, byte[] body) {
        if (status / 100 == 2) {
            return new ControlResponse.Success(status, body);
        }
        try {
            JsonNode problem = JSON.readTree(body);
            String code = problem.path("code").asString("");
            return new ControlResponse.Problem(status, code, code.isEmpty() ? "" : detail(problem));
        } catch (JacksonException notOurs) {
            return new ControlResponse.Problem(status, "", "");
        }
    }

    private static String detail(JsonNode problem) {
        String text = problem.path("detail").asString("").replaceAll("\\p{Cntrl}+", " ");
        return text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) + "…" : text;
    }

    private static boolean isOutage(ControlResponse response) {
        return response instanceof ControlResponse.Problem problem
                && (problem.code().isEmpty() || problem.status() >= SERVER_ERROR);
    }

    private static String withoutSlash(URI base) {
        String text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String reason(@Nullable IOException failure) {
        if (failure == null) {
            return "no response";
        }
        String message = failure.getMessage();
        String type = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }

    /** Puts method and body into a request. */
    private interface RequestBody {
        void set(HttpRequest.Builder request);
    }
}
