package dev.keyway.launcher.up;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Networks that gateway and admin service let providers be in although they are private: exactly the addresses of base URLs
 * that were set here.
 */
final class PrivateUpstreams {

    private final Set<String> networks = new TreeSet<>();

    /** @param own networks that the settings name besides */
    PrivateUpstreams(List<String> own) {
        networks.addAll(own);
    }

    /** Adds the addresses that names lead to now; a name that is not known adds nothing. */
    PrivateUpstreams add(Collection<URI> bases) {
        for (URI base : bases) {
            try {
                for (InetAddress address : InetAddress.getAllByName(base.getHost())) {
                    if (isPrivate(address) || "http".equalsIgnoreCase(base.getScheme())) {
                        networks.add(network(address));
                    }
                }
            } catch (UnknownHostException unknown) {
                // Whoever calls it fails, and says so.
            }
        }
        return this;
    }

    /** The value of {@code KEYWAY_ALLOW_PRIVATE_UPSTREAMS}; empty for none. */
    String text() {
        return String.join(",", networks);
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || (address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC)
                || isShared(address.getAddress());
    }

    /** 100.64.0.0/10, RFC 6598. */
    private static boolean isShared(byte[] address) {
        return address.length == 4 && address[0] == 100 && (address[1] & 0xC0) == 64;
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? address.getHostAddress().replaceAll("%.*", "") + "/128"
                : address.getHostAddress() + "/32";
    }
}
