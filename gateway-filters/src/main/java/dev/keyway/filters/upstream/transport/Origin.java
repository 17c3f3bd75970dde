package dev.keyway.filters.upstream.transport;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where requests go: what connections can be shared for.
 *
 * @param secure whether it is reached by TLS
 * @param host the name or address, an IPv6 address without brackets
 * @param port the port
 * @param header the value of {@code Host}: the port only where it is not the scheme's own
 */
record Origin(boolean secure, String host, int port, String header) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** @throws IllegalArgumentException if it is no absolute address */
    static Origin of(URI address) {
        if (address.getHost() == null) {
            throw new IllegalArgumentException("no host in " + address.getScheme() + " address");
        }
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        int usual = secure ? HTTPS : HTTP;
        int port = address.getPort() < 0 ? usual : address.getPort();
        String host = address.getHost();
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Origin(secure, name, port, port == usual ? host : host + ":" + port);
    }

    InetSocketAddress unresolved() {
        return InetSocketAddress.createUnresolved(host, port);
    }
}
