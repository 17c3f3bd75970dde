package dev.keyway.filters.passthrough;

import dev.keyway.catalogue.passthrough.ListingShape;
import dev.keyway.catalogue.passthrough.NativeCall;
import dev.keyway.filters.caller.CallerCheck;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.models.OfferedModel;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists one provider's models in the provider's own shape, all on one page. The models are those of {@code /v1/models}:
 * a listing takes no key, and what the settings filter out or the caller may not use is not there. Only a known caller is
 * answered.
 */
final class NativeModels {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String GEMINI_PREFIX = "models/";

    private final ModelDirectory models;

    NativeModels(ModelDirectory models) {
        this.models = models;
    }

    Mono<Void> list(Caller caller, ServerWebExchange exchange, ConfiguredProvider provider, ListingShape shape) {
        return offered(caller, provider)
                .flatMap(offered -> write(exchange, NativeListing.in(shape).all(offered)));
    }

    Mono<Void> one(Caller caller, ServerWebExchange exchange, ConfiguredProvider provider, NativeCall.Model asked) {
        String name = ownName(provider, asked.name());
        provider.requireAllowed(name);
        CallerCheck.requireModel(caller, provider.id() + "/" + name);
        return offered(caller, provider)
                .map(offered -> offered.stream()
                        .filter(model -> model.id().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new GatewayException(
                                ErrorCode.MODEL_NOT_FOUND,
                                "Provider '" + provider.id() + "' offers no model of this name.")))
                .flatMap(
                        model -> write(exchange, NativeListing.in(asked.shape()).entry(model)));
    }

    private Mono<List<OfferedModel>> offered(Caller caller, ConfiguredProvider provider) {
        return models.of(provider.id())
                .map(all -> all.stream()
                        .filter(model -> caller.allowsModel(model.name()))
                        .toList());
    }

    private static String ownName(ConfiguredProvider provider, String asked) {
        String plain = asked.startsWith(GEMINI_PREFIX) ? asked.substring(GEMINI_PREFIX.length()) : asked;
        String prefix = provider.id() + "/";
        return plain.startsWith(prefix) ? plain.substring(prefix.length()) : plain;
    }

    private static Mono<Void> write(ServerWebExchange exchange, Map<String, Object> body) {
        ServerHttpResponse response = exchange.getResponse();
        byte[] bytes = JSON.writeValueAsBytes(body);
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(bytes.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes)));
    }
}
