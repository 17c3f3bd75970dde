package dev.keyway.catalogue.provider;

import java.util.Map;

/**
 * Where a provider serves an operation.
 *
 * @param path appended to the provider's base URL
 * @param auth the header that carries the key there
 * @param headers what every call to it must carry besides
 */
public record Endpoint(String path, AuthScheme auth, Map<String, String> headers) {

    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /** An endpoint with bearer authentication and no header of its own. */
    public static Endpoint bearer(String path) {
        return new Endpoint(path, AuthScheme.BEARER, Map.of());
    }
}
