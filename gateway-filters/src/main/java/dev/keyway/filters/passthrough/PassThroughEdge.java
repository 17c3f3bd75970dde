package dev.keyway.filters.passthrough;

import dev.keyway.catalogue.passthrough.NativeCall;
import dev.keyway.catalogue.passthrough.NativePaths;
import dev.keyway.filters.edge.EdgePath;
import dev.keyway.filters.edge.Gate;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.request.Reception;
import dev.keyway.filters.request.Taken;
import dev.keyway.filters.snapshot.Providers;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes requests below {@code /{provider}/} in, where that is a configured provider's id: knows the caller, looks up
 * what is asked, aims it, then lets the route of that provider go on. All other paths are left alone.
 */
public final class PassThroughEdge implements WebFilter, Ordered {

    private final Reception reception;
    private final Gate gate;
    private final Providers providers;
    private final NativeAim aim;
    private final NativeModels models;

    public PassThroughEdge(Reception reception, Gate gate, Providers providers, NativeAim aim, NativeModels models) {
        this.reception = reception;
        this.gate = gate;
        this.providers = providers;
        this.aim = aim;
        this.models = models;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 110;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ConfiguredProvider provider = Taken.of(exchange) == null
                ? providers.find(EdgePath.root(exchange.getRequest())).orElse(null)
                : null;
        if (provider == null) {
            return chain.filter(exchange);
        }
        EdgePath asked = EdgePath.of(EdgePath.raw(exchange.getRequest()));
        NativePaths paths = provider.nativePaths();
        return reception.receive(exchange, paths.family(below(provider, asked.guess())), taken -> {
            String below = below(provider, asked.plain());
            Caller caller = gate.admit(exchange, taken);
            NativeCall call = paths.find(
                            exchange.getRequest().getMethod().name(),
                            below,
                            NativeQuery.of(exchange.getRequest().getQueryParams()))
                    .orElseThrow(() -> notPassedThrough(provider));
            return serve(exchange, chain, caller, taken, provider, call);
        });
    }

    private static String below(ConfiguredProvider provider, String path) {
        return path.substring(Math.min(path.length(), provider.id().length() + 1));
    }

    private Mono<Void> serve(
            ServerWebExchange exchange,
            WebFilterChain chain,
            Caller caller,
            Taken taken,
            ConfiguredProvider provider,
            NativeCall call) {
        Mono<Void> goOn = Mono.defer(() -> chain.filter(exchange));
        return switch (call) {
            case NativeCall.Shared shared ->
                aim.at(exchange, taken, provider, shared.operation()).then(goOn);
            case NativeCall.Own own -> aim.at(exchange, taken, provider, own).then(goOn);
            case NativeCall.Models all -> models.list(caller, exchange, provider, all.shape());
            case NativeCall.Model one -> models.one(caller, exchange, provider, one);
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
                "This is not an operation of provider '" + provider.id()
                        + "' that is passed through. Only those are that keep nothing in the provider's account.");
    }
}
