package dev.keyway.filters.passthrough;

import dev.keyway.catalogue.passthrough.NativeCall;
import dev.keyway.catalogue.passthrough.NativeOperation;
import dev.keyway.catalogue.passthrough.Streaming;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.request.LlmRequest;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.request.Taken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Reads a request of a provider's own API and aims it at the model that it names. */
public final class NativeAim {

    private final RequestReader reader;
    private final ModelDirectory models;

    public NativeAim(RequestReader reader, ModelDirectory models) {
        this.reader = reader;
        this.models = models;
    }

    /** Aims at an operation that has the same rules below {@code /v1}. */
    Mono<LlmRequest> at(ServerWebExchange exchange, Taken taken, ConfiguredProvider provider, Operation operation) {
        return reader.read(exchange, taken).doOnNext(request -> {
            request.requireFitFor(operation);
            taken.aimAt(provider.serve(operation, ownName(provider, request.model())), request.stream());
        });
    }

    /** Aims at an operation that only the provider's own API has. */
    Mono<LlmRequest> at(ServerWebExchange exchange, Taken taken, ConfiguredProvider provider, NativeCall.Own call) {
        NativeOperation operation = call.operation();
        return reader.read(exchange, taken, (body, index) -> {
                    AccountBound.refuse(operation, index);
                    String model =
                            operation.namesModelInPath() ? call.model() : ownName(provider, RequestReader.model(index));
                    return new LlmRequest(body, index, model, streams(operation.streaming(), index));
                })
                .doOnNext(request -> taken.aimAt(provider.serve(operation, request.model()), request.stream()));
    }

    /** A name as the provider knows it: without its prefix, unless the provider's own names begin so. */
    private String ownName(ConfiguredProvider provider, String asked) {
        String prefix = provider.id() + "/";
        boolean prefixed = asked.startsWith(prefix)
                && asked.length() > prefix.length()
                && !models.providerLists(provider.id(), asked);
        return prefixed ? asked.substring(prefix.length()) : asked;
    }

    private static boolean streams(Streaming when, MemberIndex index) {
        return switch (when) {
            case NEVER -> false;
            case ON_REQUEST -> index.isTrue("stream");
            case ALWAYS -> true;
        };
    }
}
