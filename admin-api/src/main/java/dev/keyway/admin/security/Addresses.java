package dev.keyway.admin.security;

import dev.keyway.catalogue.address.Cidr;
import dev.keyway.admin.database.InvalidSettingException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a call comes from: the peer, or what proxies that are trusted say, read from the nearest on. */
final class Addresses {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "(\\." + OCTET + "){3})(:\\d{1,5})?");
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-fA-F:.]{2,45})](:\\d{1,5})?|([0-9a-fA-F:.]{2,45})");

    private final List<Cidr> trusted;

    Addresses(SecuritySettings settings) {
        this.trusted = settings.proxies().stream().map(Addresses::network).toList();
    }

    String of(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        List<String> hops = new ArrayList<>();
        request.getHeaders("X-Forwarded-For")
                .asIterator()
                .forEachRemaining(line -> hops.addAll(List.of(line.split(","))));
        for (String hop : hops.reversed()) {
            Optional<String> next = parse(hop.strip());
            if (!isTrusted(address) || next.isEmpty()) {
                return address;
            }
            address = next.get();
        }
        return address;
    }

    /** The address that a hop names, as it is usually written and without its port; empty if it names none. */
    static Optional<String> parse(String hop) {
        Matcher four = IPV4.matcher(hop);
        if (four.matches()) {
            return Optional.of(four.group(1));
        }
        Matcher six = IPV6.matcher(hop);
        if (!six.matches()) {
            return Optional.empty();
        }
        String text = six.group(1) == null ? six.group(3) : six.group(1);
        try {
            // Text of these characters with a colon is parsed and never looked up.
            return text.contains(":")
                    ? Optional.of(InetAddress.getAllByName(text)[0].getHostAddress())
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Both a peer and a hop are addresses in digits, so that nothing is looked up. */
    private boolean isTrusted(String address) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return trusted.stream().anyMatch(network -> network.contains(parsed));
        } catch (UnknownHostException e) {
            return false;
        }
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
