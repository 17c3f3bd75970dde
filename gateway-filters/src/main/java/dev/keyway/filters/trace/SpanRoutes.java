package dev.keyway.filters.trace;

import dev.keyway.filters.endpoint.Endpoints;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request's path is an example of: few values, whatever callers send. */
final class SpanRoutes {

    private static final Set<String> EXACT = Set.copyOf(Endpoints.all());
    private static final String MODELS = Endpoints.MODELS + "/";
    private static final String ROOT = Endpoints.ROOT + "/";

    private SpanRoutes() {}

    /**
     * The route of a path.
     *
     * @param provider the provider that the request went to; null if it went to none
     * @return null if it is none of Keyway's
     */
    static @Nullable String of(String path, @Nullable String provider) {
        if (EXACT.contains(path)) {
            return path;
        }
        if (path.startsWith(MODELS)) {
            return MODELS + "{id}";
        }
        if (path.startsWith(ROOT)) {
            return ROOT + "**";
        }
        return provider != null && path.startsWith("/" + provider + "/") ? "/{provider}/**" : null;
    }
}
