package dev.keyway.filters.route;

import dev.keyway.filters.call.Call;
import dev.keyway.filters.call.CallDependencies;
import dev.keyway.filters.call.CallPlan;
import dev.keyway.filters.downstream.DownstreamWriter;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.request.ClientLoop;
import dev.keyway.filters.request.LlmRequest;
import dev.keyway.filters.request.OutputBound;
import dev.keyway.filters.request.Payload;
import dev.keyway.filters.request.RequestFields;
import dev.keyway.filters.request.Taken;
import dev.keyway.filters.sanitize.DroppedNames;
import dev.keyway.filters.sanitize.Sanitizer;
import dev.keyway.filters.stored.Affinity;
import dev.keyway.filters.stored.References;
import dev.keyway.filters.upstream.Response;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Has a request served and writes the answer to the client. */
public final class AnswerWriter {

    private final CallDependencies dependencies;
    private final References references;
    private final Supplier<Duration> patience;

    /**
     * A writer for all requests.
     *
     * @param patience how long a request goes on waiting for keys and starting attempts; asked for each
     */
    public AnswerWriter(CallDependencies dependencies, Supplier<Duration> patience) {
        this.dependencies = dependencies;
        this.references = new References(dependencies.stored());
        this.patience = patience;
    }

    Mono<Void> answer(ServerWebExchange exchange, Taken taken, LlmRequest request, HttpHeaders forwarded) {
        ServedModel target = Objects.requireNonNull(taken.target());
        Affinity affinity = affinity(request, target, taken.fairnessKey());
        Payload payload = taken.takePayload();
        Call call = new Call(
                new CallPlan(
                        ClientLoop.of(exchange),
                        target,
                        payload == null ? asSent(request, target) : payload,
                        request.stream(),
                        forwarded,
                        taken.fairnessKey(),
                        dependencies.clock().instant().plus(patience.get()),
                        taken.track(),
                        affinity,
                        mostOutput(request)),
                dependencies);
        return call.response()
                .flatMap(response -> write(exchange, taken, target, response, call.leftOut()))
                // The attempt ends before the request is settled, so that the request's sums hold it.
                .doOnError(failure -> call.close())
                .doFinally(signal -> call.close());
    }

    /** Without {@code SanitizePayload} in front, the body goes up as it is but for the model's name. */
    private static Payload asSent(LlmRequest request, ServedModel target) {
        return request.fit(Sanitizer.of(List.of(), target.model()), target.model())
                .payload();
    }

    private static long mostOutput(LlmRequest request) {
        return switch (request.fields()) {
            case RequestFields.Json json -> OutputBound.of(json.index());
            case RequestFields.Form form -> 0;
        };
    }

    private Affinity affinity(LlmRequest request, ServedModel target, String team) {
        return switch (request.fields()) {
            case RequestFields.Json json ->
                references.affinity(
                        json.index(),
                        target.protocol().stream(),
                        target.provider().id(),
                        team);
            case RequestFields.Form form -> Affinity.NONE;
        };
    }

    private static Mono<Void> write(
            ServerWebExchange exchange, Taken taken, ServedModel target, Response response, List<String> leftOut) {
        ServerHttpResponse client = exchange.getResponse();
        client.setStatusCode(HttpStatusCode.valueOf(response.status()));
        org.springframework.http.HttpHeaders headers = client.getHeaders();
        headers.set("x-keyway-provider", target.provider().id());
        headers.set("x-keyway-model", UriUtils.encodePath(target.model(), StandardCharsets.UTF_8));
        headers.set("x-keyway-attempts", Integer.toString(taken.track().attempts()));
        String dropped = String.join(
                ",",
                DroppedNames.forHeader(Stream.concat(taken.dropped().stream(), leftOut.stream())
                        .toList()));
        if (!dropped.isEmpty()) {
            headers.set("x-keyway-dropped", dropped);
        }
        headers.set(
                org.springframework.http.HttpHeaders.CONTENT_TYPE,
                response.contentType() == null ? MediaType.APPLICATION_JSON_VALUE : response.contentType());
        if (response.length() >= 0) {
            headers.setContentLength(response.length());
        }
        if (response.stream()) {
            headers.set(org.springframework.http.HttpHeaders.CACHE_CONTROL, "no-cache");
            headers.set("x-accel-buffering", "no");
        }
        return send(client, response);
    }

    /** Bytes that are all here go out with their headers in one piece. */
    private static Mono<Void> send(ServerHttpResponse client, Response response) {
        if (response.length() < 0) {
            return DownstreamWriter.send(client, response.body());
        }
        NettyDataBufferFactory buffers = (NettyDataBufferFactory) client.bufferFactory();
        return client.writeWith(response.body().whole().map(buffers::wrap));
    }
}
