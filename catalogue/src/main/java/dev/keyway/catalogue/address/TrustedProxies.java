package dev.keyway.catalogue.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Trusted proxies: networks whose {@code X-Forwarded-For} says where a call comes from.
 *
 * @param networks empty for none
 */
public record TrustedProxies(List<Cidr> networks) {

    /** No proxy is trusted: a call comes from its peer. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "(\\." + OCTET + "){3})(:\\d{1,5})?");
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-fA-F:.]{2,45})](:\\d{1,5})?|([0-9a-fA-F:.]{2,45})");

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /**
     * The address that a call comes from: the peer's, or what trusted proxies say, read from the nearest on.
     *
     * @param forwardedFor the lines of {@code X-Forwarded-For}, in their order
     */
    public InetAddress clientOf(InetAddress peer, List<String> forwardedFor) {
        if (networks.isEmpty() || forwardedFor.isEmpty()) {
            return peer;
        }
        List<String> hops = forwardedFor.stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .toList();
        InetAddress address = peer;
        for (String hop : hops.reversed()) {
            Optional<InetAddress> next = address(hop.strip());
            if (!trusts(address) || next.isEmpty()) {
                return address;
            }
            address = next.get();
        }
        return address;
    }

    private boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** The address that a hop names, without its port; empty if it names none. No name is looked up. */
    public static Optional<InetAddress> address(String hop) {
        Matcher four = IPV4.matcher(hop);
        if (four.matches()) {
            return parsed(four.group(1));
        }
        Matcher six = IPV6.matcher(hop);
        if (!six.matches()) {
            return Optional.empty();
        }
        String text = six.group(1) == null ? six.group(3) : six.group(1);
        return text.contains(":") ? parsed(text) : Optional.empty();
    }

    /** Four octets, and text of these characters with a colon, are parsed and never looked up. */
    private static Optional<InetAddress> parsed(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
