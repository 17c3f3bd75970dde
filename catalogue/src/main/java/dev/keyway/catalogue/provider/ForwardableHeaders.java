package dev.keyway.catalogue.provider;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of a caller's headers a configuration may send on to a provider. Credentials, and what concerns only the hop to the gateway,
 * never go up.
 */
public final class ForwardableHeaders {

    /** RFC 9110, 5.6.2: a token. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    private static final Set<String> NEVER = Set.of(
            "authorization",
            "x-api-key",
            "x-goog-api-key",
            "api-key",
            "cookie",
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "accept-encoding",
            "proxy-authorization",
            "proxy-connection",
            "http2-settings",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-forwarded-prefix",
            "x-keyway-tags");

    private ForwardableHeaders() {}

    /** Whether it is the name of a header. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether it must not be named, in any case. */
    public static boolean isRefused(String name) {
        return NEVER.contains(name.toLowerCase(Locale.ROOT));
    }
}
