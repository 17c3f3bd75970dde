package dev.keyway.admin.address;

import dev.keyway.admin.database.InvalidSettingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/** Tells addresses of the wide world from those of machines that are not meant for it: RFC 6890 and its kin. */
@Component
@EnableConfigurationProperties(UpstreamSettings.class)
public final class CallableAddresses {

    /**
     * Beyond what Java knows as loopback, link-local, site-local and multicast. Those of IPv6 that carry an address of IPv4
     * within (mapped, compatible, NAT64, 6to4, Teredo) are refused whatever they carry: nobody's API is there.
     */
    private static final List<IpAddressMatcher> SPECIAL = networks(List.of(
            "0.0.0.0/8",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7"));

    private static final int IPV6_BYTES = 16;

    private final Map<Use, List<IpAddressMatcher>> allowed;

    CallableAddresses(UpstreamSettings settings) {
        this.allowed = Map.of(
                Use.PROVIDER, networks("KEYWAY_ALLOW_PRIVATE_UPSTREAMS", settings.upstreams()),
                Use.WEBHOOK, networks("KEYWAY_ALLOW_PRIVATE_WEBHOOKS", settings.webhooks()),
                Use.TENANTS_WEBHOOK, List.of());
    }

    /** Whether it may be called: it is public, or in a network that is allowed. */
    public boolean mayCall(Use use, InetAddress address) {
        return !isPrivate(address) || isAllowed(use, address);
    }

    /** Whether a setting names its network. */
    boolean isAllowed(Use use, InetAddress address) {
        return within(allowedFor(use), address);
    }

    /** Whether a setting names any. */
    boolean allowsSome(Use use) {
        return !allowedFor(use).isEmpty();
    }

    private List<IpAddressMatcher> allowedFor(Use use) {
        return Objects.requireNonNull(allowed.get(use));
    }

    private static List<IpAddressMatcher> networks(String setting, List<String> cidrs) {
        try {
            return networks(cidrs);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(setting, "must be networks such as 10.0.0.0/8, with commas");
        }
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isIsatap(address.getAddress())
                || within(SPECIAL, address);
    }

    /** RFC 5214: {@code …:0:5efe:a.b.c.d} and {@code …:200:5efe:a.b.c.d} lead to an address of IPv4. */
    private static boolean isIsatap(byte[] bytes) {
        return bytes.length == IPV6_BYTES
                && (bytes[8] & ~2) == 0
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && bytes[11] == (byte) 0xfe;
    }

    private static boolean within(List<IpAddressMatcher> networks, InetAddress address) {
        String text = withoutZone(address).getHostAddress();
        return networks.stream().anyMatch(network -> network.matches(text));
    }

    private static InetAddress withoutZone(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static List<IpAddressMatcher> networks(List<String> cidrs) {
        return cidrs.stream().map(IpAddressMatcher::new).toList();
    }
}
