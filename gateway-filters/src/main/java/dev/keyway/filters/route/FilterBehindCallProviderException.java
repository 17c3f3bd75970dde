package dev.keyway.filters.route;

/** A route on which a filter is behind {@code CallProvider}. */
public final class FilterBehindCallProviderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FilterBehindCallProviderException(String route, String filter) {
        super("Route '" + route + "': CallProvider must be the last filter, but " + filter
                + " is behind it and would never run. Move it in front of CallProvider.");
    }
}
