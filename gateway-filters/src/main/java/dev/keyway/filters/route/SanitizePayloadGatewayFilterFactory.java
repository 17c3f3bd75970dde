package dev.keyway.filters.route;

import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.request.Fitted;
import dev.keyway.filters.request.LlmRequest;
import dev.keyway.filters.request.Reception;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.request.Taken;
import dev.keyway.filters.snapshot.Providers;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;

/** {@code SanitizePayload}: makes a request's body what its provider and model take. See docs/filters. */
public final class SanitizePayloadGatewayFilterFactory extends AbstractGatewayFilterFactory<ProviderRouteConfig> {

    private final Providers providers;
    private final Reception reception;
    private final RequestReader reader;

    public SanitizePayloadGatewayFilterFactory(Providers providers, Reception reception, RequestReader reader) {
        super(ProviderRouteConfig.class);
        this.providers = providers;
        this.reception = reception;
        this.reader = reader;
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("provider", "operation");
    }

    /** The filter for a host application's route, where filters behind it read the body from the request. */
    @Override
    public GatewayFilter apply(ProviderRouteConfig config) {
        RouteIntake intake =
                intake(RouteArguments.provider(name(), providers, config.getProvider()), config.getOperation());
        return (exchange, chain) -> intake.receive(exchange, (taken, request) -> {
            sanitize(taken, request);
            return chain.filter(SanitizedRequest.in(exchange, taken));
        });
    }

    /** The filter for a route of Keyway's own, where only {@code CallProvider} follows. */
    GatewayFilter onOwnRoute(ConfiguredProvider provider) {
        RouteIntake intake = intake(() -> provider, "");
        return (exchange, chain) -> intake.receive(exchange, (taken, request) -> {
            sanitize(taken, request);
            return chain.filter(exchange);
        });
    }

    private RouteIntake intake(Supplier<ConfiguredProvider> provider, String operation) {
        return new RouteIntake(reception, reader, provider, RouteArguments.operation(name(), operation));
    }

    /** Makes the body what the target takes. */
    static void sanitize(Taken taken, LlmRequest request) {
        ServedModel target = Objects.requireNonNull(taken.target());
        Fitted fitted = request.fit(target.fitting(), target.model());
        taken.ready(fitted.payload(), fitted.dropped());
    }
}
