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

    /** 64:ff9b::/96, in which a gateway has all of IPv4 (<a href="https://www.rfc-editor.org/rfc/rfc6052">RFC 6052</a>). */
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private static final Pattern ZONE = Pattern.compile("%.*");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private ClientNetwork() {}

    /** The /64 of an IPv6 address, such as {@code 2001:db8:0:0:0:0:0:0/64}; any other address itself, and IPv4, mapped or translated, as IPv4. */
    public static String of(String address) {
        String text = ZONE.matcher(address).replaceFirst("");
        if (!IPV6.matcher(text).matches()) {
            return address;
        }
        try {
            // Text of these characters with a colon is parsed and never looked up. An IPv4-mapped address becomes one
            // of IPv4.
            InetAddress parsed = InetAddress.getByName(text);
            if (!(parsed instanceof Inet6Address six)) {
                return parsed.getHostAddress();
            }
            byte[] bytes = six.getAddress();
            return Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)
                    ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, NAT64.length, bytes.length))
                            .getHostAddress()
                    : prefix(six) + "/64";
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
