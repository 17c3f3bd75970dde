package dev.keyway.catalogue.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Network in CIDR notation, or one address: the addresses of one family, IPv4 or IPv6, that begin with the same bits. */
public final class Cidr {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FORM = Pattern.compile(
            "(%1$s(?:\\.%1$s){3}|[0-9a-fA-F:.]{0,45}:[0-9a-fA-F:.]{0,45})(?:/(0|[1-9]\\d{0,2}))?".formatted(OCTET));

    private final byte[] network;
    private final int bits;

    private Cidr(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads a network. No name is looked up.
     *
     * @throws IllegalArgumentException if it has no full address, or a prefix that is longer than an address
     */
    public static Cidr of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw invalid(text);
        }
        byte[] network = bytes(text, form.group(1));
        int size = network.length * Byte.SIZE;
        int bits = form.group(2) == null ? size : Integer.parseInt(form.group(2));
        if (bits > size || (network.length == Integer.BYTES && form.group(1).contains(":"))) {
            throw invalid(text);
        }
        return new Cidr(network, bits);
    }

    /** Whether it has this address, which is of IPv4 if it maps one of IPv4. */
    public boolean contains(InetAddress address) {
        byte[] other = unmapped(address).getAddress();
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((other[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** How many bits its addresses have in common. */
    public int bits() {
        return bits;
    }

    /** The network of the first bits alone that this one lies in, without bits of a host. */
    public Cidr widened(int prefix) {
        byte[] first = network.clone();
        for (int bit = prefix; bit < first.length * Byte.SIZE; bit++) {
            first[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        return new Cidr(first, prefix);
    }

    /** The address of IPv4 that one of IPv6 maps (RFC 4291, 2.5.5.2), without a zone; of others the same. */
    public static InetAddress unmapped(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cidr that && bits == that.bits && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + bits;
    }

    /** The network in CIDR notation. */
    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text, String address) {
        try {
            // Text of these characters with a colon is parsed and never looked up, and so are four octets.
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw invalid(text);
        }
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("'" + text + "' is not a network");
    }
}
