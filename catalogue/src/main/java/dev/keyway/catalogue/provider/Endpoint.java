package dev.keyway.catalogue.provider;

import java.util.Map;

/**
 * Where a provider serves an operation. In a path, {@code {model}} stands for the provider's own name of the model.
 *
 * @param place what the path is appended to
 * @param path the path, with its query if it has one
 * @param auth the header that carries the key there
 * @param headers what every call to it must carry besides
 */
public record Endpoint(Place place, String path, AuthScheme auth, Map<String, String> headers) {

    /** What an endpoint's path is appended to. */
    public enum Place {
        /** The provider's base URL. */
        BASE,
        /** The provider's root: its base URL without what belongs to one of its APIs alone, such as {@code /v1}. */
        ROOT
    }

    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /** An endpoint below the base URL. */
    public Endpoint(String path, AuthScheme auth, Map<String, String> headers) {
        this(Place.BASE, path, auth, headers);
    }

    /** An endpoint below the base URL with bearer authentication and no header of its own. */
    public static Endpoint bearer(String path) {
        return new Endpoint(path, AuthScheme.BEARER, Map.of());
    }

    /** The same below the provider's root. */
    public Endpoint atRoot() {
        return new Endpoint(Place.ROOT, path, auth, headers);
    }

    /** The same with another header for the key. */
    public Endpoint with(AuthScheme scheme) {
        return new Endpoint(place, path, scheme, headers);
    }

    /** The same with headers that every call must carry. */
    public Endpoint with(Map<String, String> required) {
        return new Endpoint(place, path, auth, required);
    }
}
