package dev.keyway.filters.route;

import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.request.Reception;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.snapshot.Providers;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;

/**
 * {@code CallProvider}: chooses a key, calls the provider, fails over, and writes the answer. Terminal: it must be the
 * last filter of its route. See docs/filters.
 */
public final class CallProviderGatewayFilterFactory
        extends AbstractGatewayFilterFactory<CallProviderGatewayFilterFactory.Config> {

    private final Providers providers;
    private final Reception reception;
    private final RequestReader reader;
    private final AnswerWriter writer;

    public CallProviderGatewayFilterFactory(
            Providers providers, Reception reception, RequestReader reader, AnswerWriter writer) {
        super(Config.class);
        this.providers = providers;
        this.reception = reception;
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("provider", "operation");
    }

    @Override
    public GatewayFilter apply(Config config) {
        return filter(
                RouteArguments.provider(name(), providers, config.getProvider()),
                config.getOperation(),
                ForwardedHeaders.onHostRoute(config.getForwardHeaders()));
    }

    /** The filter for a route of Keyway's own. */
    GatewayFilter onOwnRoute(ConfiguredProvider provider) {
        return filter(() -> provider, "", ForwardedHeaders.onOwnRoute());
    }

    private GatewayFilter filter(Supplier<ConfiguredProvider> provider, String operation, ForwardedHeaders forwarded) {
        RouteIntake intake = new RouteIntake(reception, reader, provider, RouteArguments.operation(name(), operation));
        return new CallProviderFilter(intake, writer, forwarded);
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
