package dev.keyway.filters.upstream.transport;

import dev.keyway.catalogue.address.WebProxy;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.NetworkSettings;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/** A company's way out: its CONNECT proxy, the hosts that need none, and its own certificate authority. */
final class CompanyNetwork {

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
        WebProxy proxy = network.proxy().orElse(null);
        if (proxy != null) {
            result = result.proxy(spec -> proxy(spec, proxy));
        }
        SslContext own = trusting;
        if (own != null) {
            result = result.secure(spec -> spec.sslContext(own));
        }
        return result;
    }

    private static void proxy(ProxyProvider.TypeSpec spec, WebProxy address) {
        ProxyProvider.Builder proxy = spec.type(ProxyProvider.Proxy.HTTP)
                .host(address.host())
                .port(address.port())
                .nonProxyHostsPredicate(address.direct());
        address.login().ifPresent(login -> {
            proxy.username(login.getUserName());
            proxy.password(name -> new String(login.getPassword()));
        });
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
