package dev.keyway.filters.model;

import java.net.URI;
import java.util.Locale;

/** Origin of a base URL as keys name it: scheme, host and port. */
public final class KeyOrigin {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private KeyOrigin() {}

    /** Whether a key that was entered for an origin may be sent to a base URL. */
    public static boolean matches(String origin, URI baseUrl) {
        try {
            return of(URI.create(origin)).equals(of(baseUrl));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /**
     * The origin of a URL.
     *
     * @throws IllegalArgumentException if it is not an absolute URL with a host
     */
    public static String of(URI url) {
        String scheme = url.getScheme();
        String host = url.getHost();
        if (scheme == null || host == null) {
            throw new IllegalArgumentException("not an absolute URL");
        }
        int usual = "https".equalsIgnoreCase(scheme) ? HTTPS : HTTP;
        return (scheme + "://" + host + ":" + (url.getPort() < 0 ? usual : url.getPort())).toLowerCase(Locale.ROOT);
    }
}
