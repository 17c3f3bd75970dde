package dev.keyway.filters.passthrough;

import dev.keyway.catalogue.passthrough.NativeCall;
import dev.keyway.catalogue.passthrough.NativePaths;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.provider.Providers;
import dev.keyway.filters.provider.Snapshot;
import dev.keyway.filters.reception.Reception;
import dev.keyway.filters.reception.Taken;
import java.util.Optional;
import java.util.function.Supplier;
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

    private static final String OWN_ROOT = "/v1/";

    private final Reception reception;
    private final Supplier<Snapshot> live;
    private final Providers providers;
    private final NativeAim aim;
    private final NativeModels models;

    public PassThroughEdge(
            Reception reception, Supplier<Snapshot> live, Providers providers, NativeAim aim, NativeModels models) {
        this.reception = reception;
        this.live = live;
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
        String path = exchange.getRequest().getPath().value();
        ConfiguredProvider provider =
                path.startsWith(OWN_ROOT) ? null : provider(path).orElse(null);
        if (provider == null) {
            return chain.filter(exchange);
        }
        String below = path.substring(provider.id().length() + 1);
        NativePaths paths = provider.nativePaths();
        return reception.receive(exchange, paths.family(below), taken -> {
            taken.calledBy(
                    live.get().callers().authenticate(exchange.getRequest().getHeaders()));
            NativeCall call = paths.find(
                            exchange.getRequest().getMethod().name(),
                            below,
                            NativeQuery.of(exchange.getRequest().getQueryParams()))
                    .orElseThrow(() -> notPassedThrough(provider));
            return serve(exchange, chain, taken, provider, call);
        });
    }

    private Mono<Void> serve(
            ServerWebExchange exchange,
            WebFilterChain chain,
            Taken taken,
            ConfiguredProvider provider,
            NativeCall call) {
        Mono<Void> goOn = Mono.defer(() -> chain.filter(exchange));
        return switch (call) {
            case NativeCall.Shared shared ->
                aim.at(exchange, taken, provider, shared.operation()).then(goOn);
            case NativeCall.Own own -> aim.at(exchange, taken, provider, own).then(goOn);
            case NativeCall.Models all -> models.list(exchange, provider, all.shape());
            case NativeCall.Model one -> models.one(exchange, provider, one);
            case NativeCall.Misnamed misnamed ->
                Mono.error(new GatewayException(GatewayError.of(
                                ErrorCode.INVALID_REQUEST,
                                "The model's name in the path may have letters, digits and . _ - @ only.")
                        .withParam("model")));
        };
    }

    private Optional<ConfiguredProvider> provider(String path) {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? Optional.empty() : providers.find(path.substring(1, slash));
    }

    private static GatewayException notPassedThrough(ConfiguredProvider provider) {
        return new GatewayException(
                ErrorCode.OPERATION_NOT_SUPPORTED,
                "This is not an operation of provider '" + provider.id()
                        + "' that is passed through. Only those are that keep nothing in the provider's account.");
    }
}
