package dev.keyway.filters.edge;

import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Providers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /v1/providers}: who is configured, and how their keys are. Never the keys. */
final class ProvidersEndpoint {

    private final Providers providers;
    private final CallableModels models;

    ProvidersEndpoint(Providers providers, CallableModels models) {
        this.providers = providers;
        this.models = models;
    }

    Mono<ServerResponse> list(Caller caller, ServerRequest request) {
        return models.byProvider(caller)
                .map(this::body)
                .flatMap(body -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body));
    }

    private Map<String, Object> body(Map<String, List<String>> byProvider) {
        return Map.of(
                "data",
                providers.all().stream()
                        .map(provider -> entry(provider, byProvider.getOrDefault(provider.id(), List.of())))
                        .toList());
    }

    private static Map<String, Object> entry(ConfiguredProvider provider, List<String> offered) {
        PoolCounts counts = provider.pool().counts();
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("ready", counts.ready());
        keys.put("cooling", counts.cooling());
        keys.put("locked", counts.locked());
        keys.put("in_flight", counts.inFlight());
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", provider.id());
        entry.put("models", offered);
        entry.put("keys", keys);
        return entry;
    }
}
