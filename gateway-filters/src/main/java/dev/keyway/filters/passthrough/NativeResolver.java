package dev.keyway.filters.passthrough;

import dev.keyway.catalogue.passthrough.NativeCall;
import dev.keyway.catalogue.passthrough.NativeOperation;
import dev.keyway.catalogue.passthrough.Streaming;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.caller.CallerCheck;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.models.NamedModel;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.request.Identified;
import dev.keyway.filters.request.LlmRequest;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.request.RequestedOperation;
import dev.keyway.filters.request.Resolution;
import dev.keyway.filters.request.Resolved;
import java.util.List;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Native resolver: reads a request of a provider's own API and resolves the model that it names. */
final class NativeResolver {

    private final RequestReader reader;
    private final ModelDirectory models;

    NativeResolver(RequestReader reader, ModelDirectory models) {
        this.reader = reader;
        this.models = models;
    }

    /** Resolves an operation that has the same rules below {@code /v1}. */
    Mono<Resolved> resolve(
            ServerWebExchange exchange, Identified identified, ConfiguredProvider provider, Operation operation) {
        RequestedOperation asked = RequestedOperation.of(operation);
        return reader.read(exchange, identified)
                .map(request -> resolved(identified, request, asked, provider, ownName(provider, request.model())));
    }

    /** Resolves an operation that only the provider's own API has. */
    Mono<Resolved> resolve(
            ServerWebExchange exchange, Identified identified, ConfiguredProvider provider, NativeCall.Own call) {
        NativeOperation operation = call.operation();
        RequestedOperation asked = new RequestedOperation.Native(operation);
        return reader.read(exchange, identified, (body, index) -> {
                    AccountBound.refuse(operation, index);
                    String model =
                            operation.namesModelInPath() ? call.model() : ownName(provider, RequestReader.model(index));
                    return new LlmRequest(body, index, model, streams(operation.streaming(), index));
                })
                .map(request -> resolved(identified, request, asked, provider, request.model()));
    }

    private static Resolved resolved(
            Identified identified,
            LlmRequest request,
            RequestedOperation asked,
            ConfiguredProvider provider,
            String model) {
        CallerCheck.requireModel(identified.caller(), provider.id() + "/" + model);
        return Resolution.of(identified, request, asked, List.of(new NamedModel(provider, model)));
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
