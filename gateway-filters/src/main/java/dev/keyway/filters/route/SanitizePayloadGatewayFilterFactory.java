package dev.keyway.filters.route;

import dev.keyway.filters.request.Preparation;
import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;

/** {@code SanitizePayload}: makes a request's body what its provider and model take. See docs/filters. */
public final class SanitizePayloadGatewayFilterFactory extends AbstractGatewayFilterFactory<ProviderRouteConfig> {

    private final RouteProviders providers;
    private final RouteSteps steps;

    public SanitizePayloadGatewayFilterFactory(RouteProviders providers, RouteSteps steps) {
        super(ProviderRouteConfig.class);
        this.providers = providers;
        this.steps = steps;
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("provider", "operation");
    }

    /** The filter for a host application's route, where filters behind it read the body from the request. */
    @Override
    public GatewayFilter apply(ProviderRouteConfig config) {
        RouteRequestReader reader = new RouteRequestReader(
                steps,
                providers.named(name(), config.getProvider()),
                RouteArguments.operation(name(), config.getOperation()),
                Preparation.SANITIZED);
        return new SanitizePayloadFilter(reader);
    }
}
