package dev.keyway.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls the service over its socket, with the headers of one caller. */
public final class Api {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final UUID callerId;
    private final Map<String, String> headers;

    Api(URI base, UUID callerId, Map<String, String> headers) {
        this.base = base;
        this.callerId = callerId;
        this.headers = Map.copyOf(headers);
    }

    /** The caller's own id; of nobody if nobody is signed in. */
    public UUID callerId() {
        return callerId;
    }

    /** A header that each call carries. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** What the caller sends as {@code Authorization}. */
    public String authorization() {
        return headers.getOrDefault("Authorization", "");
    }

    public Api with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Api(base, callerId, more);
    }

    public Api bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** The same caller, at another replica. */
    public Api at(AdminServer replica) {
        return at(replica.address());
    }

    /** The same caller, at another address. */
    public Api at(URI address) {
        return new Api(address, callerId, headers);
    }

    public Answer get(String path) {
        return call("GET", path, null);
    }

    public Answer delete(String path) {
        return call("DELETE", path, null);
    }

    public Answer post(String path, String body) {
        return call("POST", path, body);
    }

    public Answer put(String path, String body) {
        return call("PUT", path, body);
    }

    public Answer put(String path, byte[] body) {
        return send("PUT", path, HttpRequest.BodyPublishers.ofByteArray(body), Map.of());
    }

    public Answer post(String path, byte[] body) {
        return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(body), Map.of());
    }

    /** A merge patch of the version that was read. */
    public Answer patch(String path, String etag, String body) {
        return with("If-Match", etag)
                .with("Content-Type", "application/merge-patch+json")
                .call("PATCH", path, body);
    }

    public Answer call(String method, String path, @Nullable String body) {
        return body == null
                ? send(method, path, HttpRequest.BodyPublishers.noBody(), Map.of())
                : send(
                        method,
                        path,
                        HttpRequest.BodyPublishers.ofString(body),
                        headers.containsKey("Content-Type") ? Map.of() : Map.of("Content-Type", "application/json"));
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body, Map<String, String> defaults) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).method(method, body);
        defaults.forEach(request::header);
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
