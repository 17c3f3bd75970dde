package dev.keyway.filters.serving;

import dev.keyway.filters.call.CallResponse;
import dev.keyway.filters.downstream.DownstreamWriter;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.request.Prepared;
import dev.keyway.filters.request.RateHeaders;
import dev.keyway.filters.sanitize.DroppedNames;
import dev.keyway.filters.upstream.Response;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Response writer: writes what a provider answered to the client, with headers that say who answered. */
final class ResponseWriter {

    private ResponseWriter() {}

    static Mono<Void> write(ServerHttpResponse client, Prepared request, CallResponse answered) {
        Response response = answered.response();
        ServedModel target = answered.target();
        client.setStatusCode(HttpStatusCode.valueOf(response.status()));
        HttpHeaders headers = client.getHeaders();
        headers.set("x-keyway-provider", target.provider().id());
        headers.set("x-keyway-model", UriUtils.encodePath(target.model(), StandardCharsets.UTF_8));
        headers.set("x-keyway-attempts", Integer.toString(request.track().attempts()));
        RateHeaders.of(request.admitted().lease().ratesLeft()).forEach(headers::set);
        String dropped = String.join(",", DroppedNames.forHeader(answered.dropped()));
        if (!dropped.isEmpty()) {
            headers.set("x-keyway-dropped", dropped);
        }
        headers.set(
                HttpHeaders.CONTENT_TYPE,
                response.contentType() == null ? MediaType.APPLICATION_JSON_VALUE : response.contentType());
        if (response.length() >= 0) {
            headers.setContentLength(response.length());
        }
        if (response.stream()) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
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
