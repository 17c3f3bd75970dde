package dev.keyway.filters.route;

import dev.keyway.catalogue.provider.AuthScheme;
import dev.keyway.filters.call.KeyLease;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.request.RequestLifecycles;
import dev.keyway.filters.snapshot.ServingPermission;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientResponse;

/**
 * {@code InjectProviderKey}: chooses a key, sets the provider's header, and lets Spring Cloud Gateway make the call;
 * the key is held until the answer's end. No failover. See docs/filters.
 */
public final class InjectProviderKeyGatewayFilterFactory
        extends AbstractGatewayFilterFactory<InjectProviderKeyGatewayFilterFactory.Config> {

    private final RouteProviders providers;
    private final RequestLifecycles lifecycles;
    private final ServingPermission permission;
    private final KeyLease.Leases leases;
    private final KeyDestination destination;

    InjectProviderKeyGatewayFilterFactory(
            RouteProviders providers,
            RequestLifecycles lifecycles,
            ServingPermission permission,
            KeyLease.Leases leases,
            KeyDestination destination) {
        super(Config.class);
        this.providers = providers;
        this.lifecycles = lifecycles;
        this.permission = permission;
        this.leases = leases;
        this.destination = destination;
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("provider", "model");
    }

    @Override
    public GatewayFilter apply(Config config) {
        Supplier<ConfiguredProvider> route = providers.named(name(), config.getProvider());
        GatewayFilter filter =
                (exchange, chain) -> lifecycles.begin(exchange, RouteArguments.family(exchange), stage -> {
                    permission.require();
                    ConfiguredProvider provider = route.get();
                    destination.require(exchange, provider);
                    AuthScheme auth = provider.declaration().auth();
                    return Mono.usingWhen(
                            leases.acquire(
                                    provider, config.getModel(), stage.caller().fairnessKey()),
                            lease -> chain.filter(withKey(
                                            exchange,
                                            auth,
                                            lease,
                                            stage.track().observation().traceparent()))
                                    .onErrorMap(InjectProviderKeyGatewayFilterFactory::toGatewayException),
                            lease -> release(lease, exchange),
                            (lease, error) -> lease.release(0, name -> null),
                            KeyLease::abandon);
                });
        return new OrderedGatewayFilter(filter, FilterOrders.INJECT_PROVIDER_KEY);
    }

    private static ServerWebExchange withKey(
            ServerWebExchange exchange, AuthScheme auth, KeyLease lease, @Nullable String traceparent) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> {
                    headers.remove("authorization");
                    headers.remove("x-api-key");
                    headers.remove("x-goog-api-key");
                    headers.set(auth.header(), auth.value(lease.key().secret().reveal()));
                    if (traceparent != null) {
                        headers.set("traceparent", traceparent);
                        headers.remove("tracestate");
                    }
                }))
                .build();
    }

    private static Mono<Void> release(KeyLease lease, ServerWebExchange exchange) {
        HttpClientResponse answer = exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR);
        return answer == null
                ? lease.release(0, name -> null)
                : lease.release(answer.status().code(), answer.responseHeaders()::get);
    }

    /** A provider that does not answer is no fault of the gateway's. */
    private static Throwable toGatewayException(Throwable error) {
        if (error instanceof ResponseStatusException refused
                && refused.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT)) {
            return new GatewayException(ErrorCode.PROVIDER_TIMEOUT, "The provider did not answer in time.");
        }
        return error instanceof IOException
                ? new GatewayException(ErrorCode.PROVIDER_ERROR, "The connection to the provider failed.")
                : error;
    }

    /** The filter's arguments. */
    public static final class Config {

        private String provider = "";
        private String model = "*";

        /** The id of a configured provider. Required. */
        public String getProvider() {
            return provider;
        }

        public void setProvider(String provider) {
            this.provider = provider;
        }

        /** The model that calls on this route count for; {@code *}, the default, where the body is not to be read. */
        public String getModel() {
            return model;
        }

        public void setModel(String model) {
            this.model = model;
        }
    }
}
