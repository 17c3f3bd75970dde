package dev.keyway.filters.call;

import dev.keyway.filters.provider.ConfiguredProvider;
import io.netty.handler.codec.http.HttpHeaders;

/** Headers of the client's that go up. A request that fails over can reach several providers, each of which gets its own. */
@FunctionalInterface
public interface Forwarded {

    /** Those for a provider; not to be changed. */
    HttpHeaders to(ConfiguredProvider provider);
}
