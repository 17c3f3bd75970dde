package dev.keyway.filters.edge;

import dev.keyway.catalogue.provider.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The paths that the gateway serves for all providers, and what a path that it does not serve was probably meant to be. */
final class KnownPaths {

    static final String ROOT = "/v1";

    private static final List<String> ALL = Stream.concat(
                    Stream.of(Operation.values()).map(operation -> ROOT + operation.path()),
                    Stream.of("/v1/models", "/v1/providers", "/v1/token-count", "/v1/cost-estimate"))
            .toList();

    private KnownPaths() {}

    /** The end of a sentence that says there is no such path. */
    static String hint(String path) {
        return meant(path)
                .map(known -> "; did you mean " + known + "?")
                .orElse(". Keyway's paths begin with /v1 or with the id of a provider that is configured.");
    }

    /** The longest path at the end of what was asked, else the shortest that ends as it does. */
    private static Optional<String> meant(String path) {
        String asked = path.toLowerCase(Locale.ROOT);
        Optional<String> within = ALL.stream()
                .filter(known -> asked.endsWith(known) && !path.equals(known))
                .max(Comparator.comparingInt(String::length));
        return within.isPresent() || asked.length() < 2
                ? within
                : ALL.stream()
                        .filter(known -> known.endsWith(asked) && !known.equals(path))
                        .min(Comparator.comparingInt(String::length));
    }
}
