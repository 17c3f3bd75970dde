package dev.keyway.filters.route;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Providers;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Providers that routes name.
 *
 * @param providers those that are configured now
 * @param comeLater whether a route may name one that is not configured yet
 */
record RouteProviders(Providers providers, boolean comeLater) {

    /**
     * The provider that the route's argument names, as it is configured whenever it is asked for.
     *
     * @param filter the filter that has the argument, for messages
     * @throws IllegalArgumentException if the argument is missing, or the provider is not configured and cannot come later
     */
    Supplier<ConfiguredProvider> named(String filter, String id) {
        RouteArguments.required(filter, "provider", id);
        if (!comeLater && providers.find(id).isEmpty()) {
            throw new IllegalArgumentException(filter + ": provider '" + id + "' is not configured. Configured: "
                    + providers.all().stream().map(ConfiguredProvider::id).collect(Collectors.joining(", ")));
        }
        return () -> providers
                .find(id)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.MODEL_NOT_FOUND, "Provider '" + id + "' is not configured on this gateway."));
    }
}
