package dev.keyway.filters.upstream.transport;

import dev.keyway.catalogue.address.Cidr;
import java.net.InetAddress;
import java.util.List;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Guard of the addresses that are connected to where others than the gateway's operator choose the URLs: public addresses by HTTPS, and
 * whatever is in the networks that the operator names.
 */
public final class AddressGuard {

    /** As the admin service judges what is entered; docs/decisions/0058. */
    private static final InetAddressFilter PUBLIC = InetAddressFilter.externalAddresses()
            .andNot("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "3fff::/20", "5f00::/16")
            .andNot(AddressGuard::isIsatap);

    private static final int IPV6_BYTES = 16;

    private final List<Cidr> allowed;

    /** @throws IllegalArgumentException if a network cannot be read */
    public AddressGuard(List<String> networks) {
        this.allowed = networks.stream().map(Cidr::of).toList();
    }

    /**
     * Whether an address may be connected to.
     *
     * @param encrypted whether by HTTPS
     */
    public boolean allows(InetAddress address, boolean encrypted) {
        return allowed.stream().anyMatch(network -> network.contains(address))
                || (encrypted && PUBLIC.matches(Cidr.unmapped(address)));
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
