package dev.keyway.filters.route;

import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.request.Preparation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;

/**
 * {@code CallProvider}: chooses a key, calls the provider, fails over, and writes the answer. Terminal: it must be the
 * last filter of its route. See docs/filters.
 */
public final class CallProviderGatewayFilterFactory
        extends AbstractGatewayFilterFactory<CallProviderGatewayFilterFactory.Config> {

    private final RouteProviders providers;
    private final RouteSteps steps;

    public CallProviderGatewayFilterFactory(RouteProviders providers, RouteSteps steps) {
        super(Config.class);
        this.providers = providers;
        this.steps = steps;
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("provider", "operation");
    }

    /** The filter for a host application's route: without {@code SanitizePayload} in front, the body goes up as it is. */
    @Override
    public GatewayFilter apply(Config config) {
        return new CallProviderFilter(
                new RouteRequestReader(
                        steps,
                        providers.named(name(), config.getProvider()),
                        RouteArguments.operation(name(), config.getOperation()),
                        Preparation.AS_SENT),
                steps.server(),
                ForwardedHeaders.onHostRoute(config.getForwardHeaders()));
    }

    /** The filter for a route of Keyway's own, to which only resolved requests come. */
    GatewayFilter onOwnRoute(Supplier<ConfiguredProvider> provider) {
        return new CallProviderFilter(
                new RouteRequestReader(steps, provider, Optional.empty(), Preparation.SANITIZED),
                steps.server(),
                ForwardedHeaders.onOwnRoute());
    }

    /** The filter's arguments. */
    public static final class Config extends ProviderRouteConfig {

        private List<String> forwardHeaders = List.of();

        /**
         * Headers of the client's that go to the provider besides those that earlier filters of the route have set.
         * Never the client's credentials.
         */
        public List<String> getForwardHeaders() {
            return forwardHeaders;
        }

        public void setForwardHeaders(List<String> forwardHeaders) {
            this.forwardHeaders = List.copyOf(forwardHeaders);
        }
    }
}
