package dev.keyway.filters.route;

import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.StageAttribute;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.web.server.ServerWebExchange;

/** {@code Provider=openai}: the model that the request is resolved to is this provider's. */
public final class ProviderRoutePredicateFactory
        extends AbstractRoutePredicateFactory<ProviderRoutePredicateFactory.Config> {

    public ProviderRoutePredicateFactory() {
        super(Config.class);
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("provider");
    }

    @Override
    public Predicate<ServerWebExchange> apply(Config config) {
        String provider = RouteArguments.required("Provider", "provider", config.getProvider());
        return exchange -> StageAttribute.of(exchange) instanceof Resolved resolved
                && resolved.first().provider().id().equals(provider);
    }

    /** The predicate's argument. */
    public static final class Config {

        private String provider = "";

        /** The provider's id, for example {@code openai}. */
        public String getProvider() {
            return provider;
        }

        public void setProvider(String provider) {
            this.provider = provider;
        }
    }
}
