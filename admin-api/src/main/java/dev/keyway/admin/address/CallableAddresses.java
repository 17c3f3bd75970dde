package dev.keyway.admin.address;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.catalogue.address.Cidr;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.stereotype.Component;

/** Public addresses, and the private ones that settings allow. */
@Component
@EnableConfigurationProperties(UpstreamSettings.class)
public final class CallableAddresses {

    /**
     * Spring Boot's table of the registries of IANA, without the networks that it takes for public. Addresses of IPv6 that carry one of
     * IPv4 (compatible, NAT64, 6to4, Teredo, ISATAP) are private whatever they carry: no API has one. A mapped one is judged as the
     * address of IPv4, which the system calls.
     */
    private static final InetAddressFilter PUBLIC = InetAddressFilter.externalAddresses()
            .andNot("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "3fff::/20", "5f00::/16")
            .andNot(CallableAddresses::isIsatap);

    private static final int IPV6_BYTES = 16;

    private final Map<Use, List<Cidr>> allowed = new EnumMap<>(Use.class);

    CallableAddresses(UpstreamSettings settings) {
        allow(Use.PROVIDER, "KEYWAY_ALLOW_PRIVATE_UPSTREAMS", settings.upstreams());
        allow(Use.WEBHOOK, "KEYWAY_ALLOW_PRIVATE_WEBHOOKS", settings.webhooks());
    }

    /** Whether it may be called: it is public, or in a network that is allowed. */
    public boolean mayCall(Use use, InetAddress address) {
        return PUBLIC.matches(Cidr.unmapped(address)) || isAllowed(use, address);
    }

    /** Whether a setting names its network. */
    boolean isAllowed(Use use, InetAddress address) {
        return allowed.getOrDefault(use, List.of()).stream().anyMatch(network -> network.contains(address));
    }

    /** Whether a setting names any. */
    boolean allowsSome(Use use) {
        return allowed.containsKey(use);
    }

    private void allow(Use use, String setting, List<String> cidrs) {
        if (cidrs.isEmpty()) {
            return;
        }
        try {
            allowed.put(use, cidrs.stream().map(Cidr::of).toList());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    setting, "must be networks such as 10.0.0.0/8, separated by commas; " + e.getMessage());
        }
    }

    /** RFC 5214: {@code …:0:5efe:a.b.c.d} and {@code …:200:5efe:a.b.c.d} lead to an address of IPv4. */
    private static boolean isIsatap(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV6_BYTES
                && (bytes[8] & ~2) == 0
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && bytes[11] == (byte) 0xfe;
    }
}
