package dev.keyway.filters.edge;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /v1/models} and {@code /v1/models/{id}}: what the caller may call, in Anthropic's shape where {@code anthropic-version} is sent. */
final class ModelsEndpoint {

    private final CallableModels models;

    ModelsEndpoint(CallableModels models) {
        this.models = models;
    }

    Mono<ServerResponse> list(Caller caller, ServerRequest request) {
        return models.of(caller).flatMap(all -> answer(isAnthropic(request) ? anthropicList(all) : openAiList(all)));
    }

    Mono<ServerResponse> one(Caller caller, ServerRequest request) {
        // Decoded, with a slash in front: SDKs send the slash within a name as %2F.
        String id = request.pathVariable("id").substring(1);
        return models.of(caller)
                .map(all -> find(all, id))
                .flatMap(model -> answer(isAnthropic(request) ? anthropic(model) : openAi(model)));
    }

    private static ModelEntry find(List<ModelEntry> all, String id) {
        List<ModelEntry> exact =
                all.stream().filter(model -> model.name().equals(id)).toList();
        List<ModelEntry> found = exact.isEmpty()
                ? all.stream().filter(model -> model.id().equals(id)).toList()
                : exact;
        if (found.size() != 1) {
            throw new GatewayException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "No provider, or more than one, offers a model of this name, or the token may not use it.");
        }
        return found.getFirst();
    }

    private static Map<String, Object> openAiList(List<ModelEntry> all) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("object", "list");
        list.put("data", all.stream().map(ModelsEndpoint::openAi).toList());
        return list;
    }

    private static Map<String, Object> openAi(ModelEntry model) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", model.name());
        entry.put("object", "model");
        entry.put("created", model.created());
        entry.put("owned_by", model.owner());
        return entry;
    }

    private static Map<String, Object> anthropicList(List<ModelEntry> all) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("data", all.stream().map(ModelsEndpoint::anthropic).toList());
        page.put("has_more", false);
        page.put("first_id", all.isEmpty() ? null : all.getFirst().name());
        page.put("last_id", all.isEmpty() ? null : all.getLast().name());
        return page;
    }

    private static Map<String, Object> anthropic(ModelEntry model) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", "model");
        entry.put("id", model.name());
        entry.put("display_name", model.displayName());
        entry.put("created_at", Instant.ofEpochSecond(model.created()).toString());
        return entry;
    }

    private static boolean isAnthropic(ServerRequest request) {
        return request.headers().firstHeader("anthropic-version") != null;
    }

    private static Mono<ServerResponse> answer(Map<String, Object> body) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(body);
    }
}
