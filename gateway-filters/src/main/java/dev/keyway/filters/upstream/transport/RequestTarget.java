package dev.keyway.filters.upstream.transport;

import java.net.URI;

/**
 * An absolute address, taken apart once.
 *
 * @param origin where it is
 * @param path the path with its query, as it is sent
 */
record RequestTarget(Origin origin, String path) {

    /** @throws IllegalArgumentException if it is no absolute address, or not encoded */
    static RequestTarget of(String uri) {
        int scheme = uri.indexOf("://");
        if (scheme < 0) {
            throw new IllegalArgumentException("not an absolute address");
        }
        int path = scheme + "://".length();
        while (path < uri.length() && "/?#".indexOf(uri.charAt(path)) < 0) {
            path++;
        }
        int fragment = uri.indexOf('#', path);
        String rest = uri.substring(path, fragment < 0 ? uri.length() : fragment);
        if (!rest.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a path must be encoded");
        }
        return new RequestTarget(
                Origin.of(URI.create(uri.substring(0, path))), rest.startsWith("/") ? rest : "/" + rest);
    }
}
