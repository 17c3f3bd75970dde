package dev.keyway.filters.upstream.transport;

import dev.keyway.filters.settings.NetworkSettings;
import io.netty.channel.ChannelOption;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.resources.ConnectionProvider;

/**
 * Makes the HTTP clients that call providers. They start from Spring Cloud Gateway's own client settings (proxy, TLS,
 * connect timeout, customizers); pools, retries and redirects are ours.
 */
public final class UpstreamClients implements DisposableBean {

    private static final CompanyNetwork DIRECT = new CompanyNetwork(NetworkSettings.DIRECT);

    /** Where the application names no time of its own. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClientProperties properties;
    private final ServerProperties server;
    private final HttpClientSslConfigurer tls;
    private final List<HttpClientCustomizer> customizers;
    private final CompanyNetwork network;
    private final @Nullable AddressGuard guard;
    private final Queue<PooledUpstreamClient> clients = new ConcurrentLinkedQueue<>();

    /** @param guard of the addresses of providers; null if their URLs are the operator's own */
    public UpstreamClients(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer tls,
            List<HttpClientCustomizer> customizers,
            NetworkSettings network,
            @Nullable AddressGuard guard) {
        this.guard = guard;
        this.network = new CompanyNetwork(network);
        this.properties = properties;
        this.server = server;
        this.tls = tls;
        this.customizers = List.copyOf(customizers);
    }

    /**
     * The client for one provider; keeps a connection pool per event loop that uses it. The company's proxy and
     * certificates are for encrypted connections, as everywhere {@code HTTPS_PROXY} is known.
     */
    public UpstreamClient forProvider(String providerId, URI baseUrl) {
        boolean encrypted = "https".equalsIgnoreCase(baseUrl.getScheme());
        Supplier<ConnectionProvider> pools = () -> UpstreamPool.open("keyway-" + providerId);
        Function<ConnectionProvider, HttpClient> maker =
                pool -> guarded(new ClientFactory(pool).create(encrypted ? network : DIRECT), encrypted);
        PooledUpstreamClient client = needsReactorNetty()
                ? PooledUpstreamClient.configured(pools, maker)
                : PooledUpstreamClient.plain(pools, maker);
        clients.removeIf(PooledUpstreamClient::isClosed);
        clients.add(client);
        return client;
    }

    private HttpClient guarded(HttpClient client, boolean encrypted) {
        if (guard == null) {
            return client;
        }
        HttpClientConfig config = client.configuration();
        AddressResolverGroup<?> own = config.resolver();
        AddressResolverGroup<?> names =
                own == null || own == NoopAddressResolverGroup.INSTANCE ? config.defaultAddressResolverGroup() : own;
        return client.resolver(new GuardedResolvers(names, guard, encrypted));
    }

    /** Whether the application asks for what only the whole client can do. */
    private boolean needsReactorNetty() {
        return !customizers.isEmpty()
                || properties.isWiretap()
                || properties.getResponseTimeout() != null
                || server.getHttp2().isEnabled();
    }

    /** Closes every connection that is idle and all pools. */
    @Override
    public void destroy() {
        clients.forEach(PooledUpstreamClient::close);
    }

    /** Spring Cloud Gateway's factory with a pool of ours. */
    private final class ClientFactory extends org.springframework.cloud.gateway.config.HttpClientFactory {

        private final ConnectionProvider pool;

        ClientFactory(ConnectionProvider pool) {
            super(UpstreamClients.this.properties, server, tls, new ArrayList<>(UpstreamClients.this.customizers));
            this.pool = pool;
        }

        HttpClient create(CompanyNetwork way) {
            HttpClient client = createInstance();
            if (properties.getConnectTimeout() == null) {
                client = client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis());
            }
            return way.apply(client)
                    .disableRetry(true)
                    .followRedirect(false)
                    .compress(false)
                    .keepAlive(true);
        }

        @Override
        protected ConnectionProvider buildConnectionProvider(HttpClientProperties ignored) {
            return pool;
        }
    }
}
