package dev.keyway.filters.upstream.transport;

import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.NetworkSettings;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/** A company's way out: its CONNECT proxy, the hosts that need none, and its own certificate authority. */
final class CompanyNetwork {

    private static final int DEFAULT_PROXY_PORT = 3128;

    private final NetworkSettings network;
    private final @Nullable SslContext trusting;

    /**
     * Reads the certificates.
     *
     * @throws InvalidSettingsException if they cannot be read, naming their setting
     */
    CompanyNetwork(NetworkSettings network) {
        this.network = network;
        this.trusting = network.caFile() == null ? null : trusting(network.caFile());
    }

    /** The client, sent the company's way. */
    HttpClient apply(HttpClient client) {
        HttpClient result = client;
        URI proxy = network.httpsProxy();
        if (proxy != null) {
            result = result.proxy(spec -> proxy(spec, proxy, network.noProxy()));
        }
        SslContext own = trusting;
        if (own != null) {
            result = result.secure(spec -> spec.sslContext(own));
        }
        return result;
    }

    private static void proxy(ProxyProvider.TypeSpec spec, URI address, List<String> noProxy) {
        ProxyProvider.Builder proxy = spec.type(ProxyProvider.Proxy.HTTP)
                .host(address.getHost())
                .port(address.getPort() < 0 ? DEFAULT_PROXY_PORT : address.getPort());
        String user = address.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            proxy.username(colon < 0 ? user : user.substring(0, colon));
            proxy.password(name -> colon < 0 ? "" : user.substring(colon + 1));
        }
        if (!noProxy.isEmpty()) {
            proxy.nonProxyHostsPredicate(new DirectHosts(noProxy));
        }
    }

    private static SslContext trusting(Path caFile) {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(CompanyCertificates.in(caFile).all())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("Certificates that were read can be trusted", e);
        }
    }
}
