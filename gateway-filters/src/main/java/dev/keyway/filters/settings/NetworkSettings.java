package dev.keyway.filters.settings;

import dev.keyway.catalogue.glob.Glob;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How providers are reached.
 *
 * @param httpsProxy the proxy that CONNECTs to providers, {@code http://[user:password@]host:port}; may hold a
 *     password and is never printed
 * @param noProxy hosts, domains with a leading dot, or {@code *}, that are reached without the proxy
 * @param caFile PEM certificates to trust besides those of the JVM
 */
public record NetworkSettings(
        @Nullable URI httpsProxy,
        List<String> noProxy,
        @Nullable Path caFile) {

    /** Straight to the providers, trusting what the JVM trusts. */
    public static final NetworkSettings DIRECT = new NetworkSettings(null, List.of(), null);

    public NetworkSettings {
        noProxy = List.copyOf(noProxy);
    }

    /** Whether an address can be a proxy's: {@code http}, with a host. */
    public static boolean isProxyAddress(URI address) {
        return "http".equalsIgnoreCase(address.getScheme()) && address.getHost() != null;
    }

    /** {@code example.com} and {@code .example.com} are the host and all below it, {@code *} any part of a name. */
    public static List<String> hostPatterns(String entry) {
        String host = (entry.startsWith(".") ? entry.substring(1) : entry).toLowerCase(Locale.ROOT);
        return List.of(host, "*." + host);
    }

    /** What is wrong with the hosts that are reached without the proxy; empty if nothing is. */
    public static Optional<String> fault(List<String> noProxy) {
        return noProxy.stream()
                .flatMap(entry -> hostPatterns(entry).stream())
                .flatMap(pattern -> Glob.fault(pattern).stream())
                .findFirst()
                .map(fault -> "each entry " + fault);
    }

    @Override
    public String toString() {
        return "NetworkSettings[httpsProxy=" + (httpsProxy == null ? "none" : "****") + ", noProxy=" + noProxy
                + ", caFile=" + caFile + "]";
    }
}
