package dev.keyway.filters.route;

import dev.keyway.filters.model.KeyOrigin;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * Destination of a key on a route with an address of its own. A key of the admin service was entered for the origin of its provider
 * and goes nowhere else; where the application has its keys in its own properties, route and key are its operator's.
 */
final class KeyDestination {

    private static final Logger LOG = LoggerFactory.getLogger(KeyDestination.class);

    private final boolean managed;

    /** @param managed whether the keys come from the admin service */
    KeyDestination(boolean managed) {
        this.managed = managed;
    }

    /**
     * Requires that the route of an exchange leads to the origin of a provider.
     *
     * @throws GatewayException if it leads elsewhere
     */
    void require(ServerWebExchange exchange, ConfiguredProvider provider) {
        if (!managed) {
            return;
        }
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        URI baseUrl = provider.settings().baseUrl();
        if (baseUrl == null || !KeyOrigin.matches(route.getUri().toString(), baseUrl)) {
            LOG.error(
                    "Route '{}' leads to {}, but the keys of provider '{}' are for {}. Change the route's uri, or the provider's base"
                            + " URL in the admin service.",
                    route.getId(),
                    route.getUri(),
                    provider.id(),
                    baseUrl == null ? "no address" : KeyOrigin.of(baseUrl));
            throw new GatewayException(
                    ErrorCode.KEYS_UNAVAILABLE,
                    "The keys of provider '" + provider.id() + "' are not for the address of this route.");
        }
    }
}
