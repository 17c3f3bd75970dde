package dev.keyway.admin.security;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.catalogue.address.Cidr;
import dev.keyway.catalogue.address.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Optional;

/** Where a call comes from: the peer, or what proxies that are trusted say. */
final class Addresses {

    private final TrustedProxies trusted;

    Addresses(SecuritySettings settings) {
        this.trusted = new TrustedProxies(
                settings.proxies().stream().map(Addresses::network).toList());
    }

    String of(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        try {
            // A peer is an address in digits, so that nothing is looked up.
            return trusted.clientOf(
                            InetAddress.getByName(peer), Collections.list(request.getHeaders("X-Forwarded-For")))
                    .getHostAddress();
        } catch (UnknownHostException e) {
            return peer;
        }
    }

    /** The address that a hop names, as it is usually written and without its port; empty if it names none. */
    static Optional<String> parse(String hop) {
        return TrustedProxies.address(hop).map(InetAddress::getHostAddress);
    }

    private static Cidr network(String cidr) {
        try {
            return Cidr.of(cidr);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "KEYWAY_TRUSTED_PROXIES",
                    "must be networks such as 10.0.0.0/8, separated by commas; " + e.getMessage());
        }
    }
}
