package dev.keyway.filters.settings;

import dev.keyway.catalogue.address.DirectHosts;
import dev.keyway.catalogue.address.WebProxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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

    /**
     * The HTTP proxy for encrypted connections, if one is configured.
     *
     * @throws IllegalArgumentException if its address cannot be one of a proxy
     */
    public Optional<WebProxy> proxy() {
        return Optional.ofNullable(httpsProxy).map(address -> new WebProxy(address, new DirectHosts(noProxy)));
    }

    @Override
    public String toString() {
        return "NetworkSettings[httpsProxy=" + (httpsProxy == null ? "none" : "****") + ", noProxy=" + noProxy
                + ", caFile=" + caFile + "]";
    }
}
