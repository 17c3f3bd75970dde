package dev.keyway.filters.upstream.transport;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.filters.settings.NetworkSettings;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The hosts that are reached without the proxy. */
public final class DirectHosts implements Predicate<SocketAddress> {

    private final List<Glob> hosts;

    /** @param entries as {@link NetworkSettings#noProxy()} has them */
    public DirectHosts(List<String> entries) {
        this.hosts = entries.stream()
                .flatMap(entry -> NetworkSettings.hostPatterns(entry).stream())
                .map(Glob::new)
                .toList();
    }

    @Override
    public boolean test(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet) || inet.getHostString() == null) {
            return false;
        }
        String host = inet.getHostString().toLowerCase(Locale.ROOT);
        return hosts.stream().anyMatch(pattern -> pattern.matches(host));
    }
}
