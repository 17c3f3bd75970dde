package dev.keyway.catalogue.address;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HTTP proxy for encrypted connections, as {@code HTTPS_PROXY} and {@code NO_PROXY} name it: connections are tunnelled through it
 * (CONNECT), and all that is not encrypted is called directly.
 */
public final class WebProxy {

    /** Without it the JDK sends no password to a proxy that it tunnels through; read once, by its first client. */
    private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private static final int DEFAULT_PORT = 3128;

    private final URI address;
    private final DirectHosts direct;

    /**
     * The proxy at an address, which may carry a user and a password.
     *
     * @param direct the hosts that are called without it
     * @throws IllegalArgumentException if no proxy can be there
     */
    public WebProxy(URI address, DirectHosts direct) {
        if (!isAddress(address)) {
            throw new IllegalArgumentException("the proxy must be http://host:port");
        }
        this.address = address;
        this.direct = direct;
    }

    /** Whether an address can be a proxy's: {@code http}, with a host. */
    public static boolean isAddress(URI address) {
        return "http".equalsIgnoreCase(address.getScheme()) && address.getHost() != null;
    }

    public String host() {
        return address.getHost();
    }

    public int port() {
        return address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    }

    /** Whether a URL is called through it. */
    public boolean isFor(URI url) {
        return "https".equalsIgnoreCase(url.getScheme()) && !direct.contains(url.getHost());
    }

    /** The hosts that are called without it. */
    public DirectHosts direct() {
        return direct;
    }

    /** User and password; empty if the proxy asks for none. */
    public Optional<PasswordAuthentication> login() {
        String user = address.getUserInfo();
        if (user == null) {
            return Optional.empty();
        }
        int colon = user.indexOf(':');
        return Optional.of(new PasswordAuthentication(
                colon < 0 ? user : user.substring(0, colon),
                (colon < 0 ? "" : user.substring(colon + 1)).toCharArray()));
    }

    /** Lets the JDK's clients send a password to a proxy that they tunnel through, if none of them was made before. */
    public static void permitLogin() {
        if (System.getProperty(TUNNEL_SCHEMES) == null) {
            System.setProperty(TUNNEL_SCHEMES, "");
        }
    }

    /** Sends a client of the JDK through it. */
    public HttpClient.Builder apply(HttpClient.Builder client) {
        client.proxy(new Selector(this));
        login().ifPresent(login -> {
            permitLogin();
            client.authenticator(new Login(login));
        });
        return client;
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "http://" + host() + ":" + port();
    }

    private static final class Login extends Authenticator {

        private final PasswordAuthentication login;

        Login(PasswordAuthentication login) {
            this.login = login;
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY ? login : null;
        }
    }

    private static final class Selector extends ProxySelector {

        private final WebProxy proxy;

        Selector(WebProxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI url) {
            return List.of(
                    proxy.isFor(url)
                            ? new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port()))
                            : Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI url, SocketAddress unreachable, IOException failure) {
            // The call fails with it.
        }
    }
}
