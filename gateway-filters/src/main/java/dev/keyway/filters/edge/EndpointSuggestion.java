package dev.keyway.filters.edge;

import dev.keyway.filters.endpoint.Endpoints;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Endpoint suggestion: the endpoint that a path was probably meant to be. */
final class EndpointSuggestion {

    private EndpointSuggestion() {}

    /** The end of a sentence that says there is no such path. */
    static String hint(String path) {
        return meant(path)
                .map(known -> "; did you mean " + known + "?")
                .orElse(". Keyway's paths begin with /v1 or with the id of a provider that is configured.");
    }

    /** The longest path at the end of what was asked, else the shortest that ends as it does. */
    private static Optional<String> meant(String path) {
        String asked = path.toLowerCase(Locale.ROOT);
        Optional<String> within = Endpoints.all().stream()
                .filter(known -> asked.endsWith(known) && !path.equals(known))
                .max(Comparator.comparingInt(String::length));
        return within.isPresent() || asked.length() < 2
                ? within
                : Endpoints.all().stream()
                        .filter(known -> known.endsWith(asked) && !known.equals(path))
                        .min(Comparator.comparingInt(String::length));
    }
}
