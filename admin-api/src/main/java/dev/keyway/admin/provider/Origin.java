package dev.keyway.admin.provider;

import dev.keyway.admin.address.CallableUrls;
import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of an address, as in RFC 6454: what a provider's keys are bound to. */
public record Origin(String text) {

    /** @param url one that {@link CallableUrls} has let pass */
    public static Origin of(String url) {
        URI uri = URI.create(url);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port);
    }
}
