package dev.keyway.filters.passthrough;

import dev.keyway.catalogue.passthrough.NativeCall;
import dev.keyway.catalogue.passthrough.NativePaths;
import dev.keyway.filters.edge.EdgePath;
import dev.keyway.filters.edge.RequestEntry;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.request.Identified;
import dev.keyway.filters.request.StageAttribute;
import dev.keyway.filters.snapshot.Providers;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Receives requests below {@code /{provider}/}, where that is a configured provider's id: identifies the caller, looks up
 * and resolves what is asked, then passes the request on. All other paths are left alone.
 */
final class PassThroughEdge implements WebFilter, Ordered {

    private final RequestEntry entry;
    private final Providers providers;
    private final NativeResolver resolver;
    private final NativeModels models;

    PassThroughEdge(RequestEntry entry, Providers providers, NativeResolver resolver, NativeModels models) {
        this.entry = entry;
        this.providers = providers;
        this.resolver = resolver;
        this.models = models;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 110;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ConfiguredProvider provider = StageAttribute.of(exchange) == null
                ? providers.find(EdgePath.root(exchange.getRequest())).orElse(null)
                : null;
        if (provider == null) {
            return chain.filter(exchange);
        }
        EdgePath asked = EdgePath.of(EdgePath.raw(exchange.getRequest()));
        NativePaths paths = provider.nativePaths();
        return entry.enter(exchange, paths.family(below(provider, asked.normalized())), asked, identified -> {
            NativeCall call = paths.find(
                            exchange.getRequest().getMethod().name(),
                            below(provider, asked.plain()),
                            NativeQuery.of(exchange.getRequest().getQueryParams()))
                    .orElseThrow(() -> notPassedThrough(provider));
            return serve(exchange, chain, identified, provider, call);
        });
    }

    private static String below(ConfiguredProvider provider, String path) {
        return path.substring(Math.min(path.length(), provider.id().length() + 1));
    }

    private Mono<Void> serve(
            ServerWebExchange exchange,
            WebFilterChain chain,
            Identified identified,
            ConfiguredProvider provider,
            NativeCall call) {
        return switch (call) {
            case NativeCall.Shared shared ->
                entry.pass(exchange, chain, resolver.resolve(exchange, identified, provider, shared.operation()));
            case NativeCall.Own own ->
                entry.pass(exchange, chain, resolver.resolve(exchange, identified, provider, own));
            case NativeCall.Models all -> models.list(identified.caller(), exchange, provider, all.shape());
            case NativeCall.Model one -> models.one(identified.caller(), exchange, provider, one);
            case NativeCall.Misnamed misnamed ->
                Mono.error(new GatewayException(GatewayError.of(
                                ErrorCode.INVALID_REQUEST,
                                "The model's name in the path may have letters, digits and . _ - @ only.")
                        .withParam("model")));
        };
    }

    private static GatewayException notPassedThrough(ConfiguredProvider provider) {
        return new GatewayException(
                ErrorCode.OPERATION_NOT_SUPPORTED,
                "This operation of provider '" + provider.id()
                        + "' is not available here: only operations that store nothing in the provider's"
                        + " account are passed through.");
    }
}
