package dev.keyway.catalogue.address;

import dev.keyway.catalogue.glob.Glob;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Hosts that are called without the proxy, as in {@code NO_PROXY}; this machine always is. */
public final class DirectHosts implements Predicate<SocketAddress> {

    private static final Pattern LOOPBACK =
            Pattern.compile("(.*\\.)?localhost\\.?|127(\\.\\d{1,3}){3}|(0{0,4}:){2,7}0{0,3}1");

    private final List<Glob> hosts;

    /** @param entries {@code example.com} and {@code .example.com} are the host and all below it, {@code *} any part of a name */
    public DirectHosts(List<String> entries) {
        this.hosts = entries.stream()
                .flatMap(entry -> patterns(entry).stream())
                .map(Glob::new)
                .toList();
    }

    /** What is wrong with such entries; empty if nothing is. */
    public static Optional<String> fault(List<String> entries) {
        return entries.stream()
                .flatMap(entry -> patterns(entry).stream())
                .flatMap(pattern -> Glob.fault(pattern).stream())
                .findFirst()
                .map(fault -> "each entry " + fault);
    }

    @Override
    public boolean test(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                && inet.getHostString() != null
                && contains(inet.getHostString());
    }

    /** Whether a host is called without the proxy. */
    public boolean contains(String host) {
        String name = bare(host);
        return LOOPBACK.matcher(name).matches() || hosts.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private static List<String> patterns(String entry) {
        String host = bare(entry.startsWith(".") ? entry.substring(1) : entry);
        return List.of(host, "*." + host);
    }

    /** In lower case, and without the brackets that an IPv6 address has in a URL. */
    private static String bare(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }
}
