package dev.keyway.filters.request;

import dev.keyway.filters.dialect.Dialect;
import dev.keyway.filters.dialect.RenderedError;
import dev.keyway.filters.problem.GatewayError;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes an error as the answer. */
final class ErrorResponse {

    private ErrorResponse() {}

    static Mono<Void> write(ServerWebExchange exchange, Dialect dialect, GatewayError error, String requestId) {
        RenderedError rendered = dialect.render(error, requestId);
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        response.setStatusCode(HttpStatusCode.valueOf(rendered.status()));
        rendered.headers().forEach(headers::set);
        headers.setContentLength(rendered.body().length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(rendered.body())));
    }
}
