package dev.keyway.bench.pair;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A proxy between gateway and admin service that can hold up usage, while changes get through. */
final class UsageGate implements AutoCloseable {

    private static final String USAGE = "/gateway/v1/usage";
    private static final List<String> HEADERS = List.of("authorization", "content-type", "content-encoding", "accept");

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<URI> admin = new AtomicReference<>();
    private final HttpServer server;
    private volatile boolean shut;
    private volatile boolean cut;
    private volatile UnaryOperator<String> damage = UnaryOperator.identity();

    UsageGate() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    /** The address that the gateway calls. */
    URI before(URI origin) {
        admin.set(origin);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Refuses usage, as a proxy whose backend is away. */
    void shut() {
        shut = true;
    }

    /** Refuses everything. */
    void cutOff() {
        cut = true;
    }

    void open() {
        cut = false;
        shut = false;
        damage = UnaryOperator.identity();
    }

    /** Lets usage through with its lines changed. */
    void openWith(UnaryOperator<String> change) {
        damage = change;
        shut = false;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (cut) {
                exchange.sendResponseHeaders(502, -1);
                return;
            }
            if (exchange.getRequestURI().getPath().equals(USAGE)) {
                if (shut) {
                    exchange.sendResponseHeaders(502, -1);
                    return;
                }
                body = packed(damage.apply(unpacked(body)));
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(admin.get().resolve(exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            HEADERS.forEach(name -> {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            });
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue("content-type")
                    .ifPresent(type -> exchange.getResponseHeaders().add("content-type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String unpacked(byte[] body) throws IOException {
        try (GZIPInputStream lines = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] packed(String lines) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(body)) {
            packed.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        return body.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}
