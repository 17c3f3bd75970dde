package dev.keyway.admin.caller;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Client network: the addresses that one client has at will. What is bounded per address is bounded per client network: of IPv6 that
 * is the /64, which is the least that a client is given (<a href="https://www.rfc-editor.org/rfc/rfc6177">RFC 6177</a>).
 */
public final class ClientNetwork {

    private static final int PREFIX = 8;
    private static final Pattern ZONE = Pattern.compile("%.*");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private ClientNetwork() {}

    /** The /64 of an IPv6 address, such as {@code 2001:db8:0:0:0:0:0:0/64}; any other address itself, and IPv4 as IPv4. */
    public static String of(String address) {
        String text = ZONE.matcher(address).replaceFirst("");
        if (!IPV6.matcher(text).matches()) {
            return address;
        }
        try {
            // Text of these characters with a colon is parsed and never looked up. An IPv4-mapped address becomes one
            // of IPv4.
            return InetAddress.getByName(text) instanceof Inet6Address six
                    ? prefix(six) + "/64"
                    : InetAddress.getByName(text).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String prefix(Inet6Address address) throws UnknownHostException {
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, PREFIX, bytes.length, (byte) 0);
        return InetAddress.getByAddress(bytes).getHostAddress();
    }
}
