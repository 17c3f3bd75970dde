package dev.keyway.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.keyway.testkit.time.Awaiting;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Takes spans by OTLP over HTTP, as a collector does. */
final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final Queue<ResourceSpans> batches = new ConcurrentLinkedQueue<>();
    private final Queue<Headers> headers = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;

    private TraceCollector(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    static TraceCollector start() throws IOException {
        return new TraceCollector(HttpServer.create(anyPort(), 0));
    }

    static TraceCollector start(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new TraceCollector(server);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (status == 200) {
                headers.add(exchange.getRequestHeaders());
                boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("content-encoding"));
                batches.addAll(ExportTraceServiceRequest.parseFrom(
                                zipped ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body)
                        .getResourceSpansList());
            }
            exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
            exchange.sendResponseHeaders(status, -1);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Answers from now on with that status; takes nothing unless it is 200. */
    void answerWith(int newStatus) {
        status = newStatus;
    }

    /** The headers of every batch that was taken. */
    List<Headers> headers() {
        return List.copyOf(headers);
    }

    /** What was said of whoever sent the spans. */
    Map<String, String> resource() {
        return attributes(batches.element().getResource().getAttributesList());
    }

    /** Everything that was taken, as text. */
    String text() {
        return batches.toString();
    }

    List<Span> spans() {
        return batches.stream()
                .flatMap(batch -> batch.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** The spans of a trace in the order of their begin, the request's first, once there are that many. */
    List<Span> awaitTrace(String traceId, int count) {
        return Awaiting.value(
                "%d spans of trace %s".formatted(count, traceId),
                Duration.ofSeconds(10),
                () -> spans().stream()
                        .filter(span -> hex(span.getTraceId().toByteArray()).equals(traceId))
                        .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
                        .toList(),
                found -> found.size() == count);
    }

    static Map<String, String> attributes(Span span) {
        return attributes(span.getAttributesList());
    }

    private static Map<String, String> attributes(List<KeyValue> pairs) {
        return pairs.stream().collect(Collectors.toMap(KeyValue::getKey, pair -> text(pair.getValue())));
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }

    static String id(Span span) {
        return hex(span.getSpanId().toByteArray());
    }

    static String parent(Span span) {
        return hex(span.getParentSpanId().toByteArray());
    }

    private static String hex(byte @Nullable [] bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
