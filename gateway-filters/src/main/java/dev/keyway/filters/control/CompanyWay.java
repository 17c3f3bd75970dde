package dev.keyway.filters.control;

import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.upstream.transport.CompanyCertificates;
import dev.keyway.filters.upstream.transport.DirectHosts;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A company's way out for the JDK's client: the same proxy, direct hosts and certificates as for calls to providers. */
final class CompanyWay {

    /** Without it the JDK sends no password to a proxy that it tunnels through; read once, by its first client. */
    private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private static final int DEFAULT_PROXY_PORT = 3128;

    private CompanyWay() {}

    /** Sends the client the company's way. */
    static HttpClient.Builder apply(NetworkSettings network, HttpClient.Builder client) {
        URI proxy = network.httpsProxy();
        if (proxy == null) {
            client.proxy(HttpClient.Builder.NO_PROXY);
        } else {
            client.proxy(new Selector(proxy, new DirectHosts(network.noProxy())));
            if (proxy.getUserInfo() != null) {
                authenticate(client, proxy.getUserInfo());
            }
        }
        if (network.caFile() != null) {
            client.sslContext(CompanyCertificates.in(network.caFile()).sslContext());
        }
        return client;
    }

    private static void authenticate(HttpClient.Builder client, String user) {
        if (System.getProperty(TUNNEL_SCHEMES) == null) {
            System.setProperty(TUNNEL_SCHEMES, "");
        }
        int colon = user.indexOf(':');
        String name = colon < 0 ? user : user.substring(0, colon);
        char[] password = (colon < 0 ? "" : user.substring(colon + 1)).toCharArray();
        client.authenticator(new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication(name, password.clone())
                        : null;
            }
        });
    }

    /** The proxy is for encrypted connections, as everywhere {@code HTTPS_PROXY} is known. */
    private static final class Selector extends ProxySelector {

        private final List<Proxy> proxied;
        private final DirectHosts direct;

        Selector(URI proxy, DirectHosts direct) {
            int port = proxy.getPort() < 0 ? DEFAULT_PROXY_PORT : proxy.getPort();
            this.proxied =
                    List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
            this.direct = direct;
        }

        @Override
        public List<Proxy> select(URI address) {
            boolean straight = !"https".equalsIgnoreCase(address.getScheme())
                    || direct.test(InetSocketAddress.createUnresolved(address.getHost(), 0));
            return straight ? List.of(Proxy.NO_PROXY) : proxied;
        }

        @Override
        public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
            // The call fails with it.
        }
    }
}
