package dev.keyway.bench.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The management port of a gateway: readiness and metrics. */
public final class Management implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String base;

    public Management(int port) {
        base = "http://127.0.0.1:" + port + "/actuator/";
    }

    /** Whether it reports that it is ready. */
    public boolean ready() throws InterruptedException {
        try {
            return get("health/readiness").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** All metrics as they are now. */
    public Metrics metrics() throws InterruptedException {
        try {
            return Metrics.parse(get("prometheus").body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
