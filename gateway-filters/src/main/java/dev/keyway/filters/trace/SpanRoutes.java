package dev.keyway.filters.trace;

import dev.keyway.catalogue.provider.Operation;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a request's path is an example of: few values, whatever callers send. */
final class SpanRoutes {

    private static final Set<String> EXACT = Stream.concat(
                    Stream.of(Operation.values()).map(operation -> "/v1" + operation.path()),
                    Stream.of("/v1/models", "/v1/providers", "/v1/token-count", "/v1/cost-estimate"))
            .collect(Collectors.toUnmodifiableSet());

    private static final String MODELS = "/v1/models/";

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
        if (path.startsWith("/v1/")) {
            return "/v1/**";
        }
        return provider != null && path.startsWith("/" + provider + "/") ? "/{provider}/**" : null;
    }
}
