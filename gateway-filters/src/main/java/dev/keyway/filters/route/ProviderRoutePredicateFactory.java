package dev.keyway.filters.route;

import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.request.Taken;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.web.server.ServerWebExchange;

/** {@code Provider=openai}: the request's model is this provider's. */
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
        return exchange -> {
            Taken taken = Taken.of(exchange);
            ServedModel target = taken == null ? null : taken.target();
            return target != null && target.provider().id().equals(provider);
        };
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
