package dev.keyway.filters.settings;

import java.net.URI;

/** An origin of the web whose scripts may call the gateway. */
public final class BrowserOrigin {

    /** What is wrong where {@link #isGood} says no. */
    public static final String RULE = "must be origins such as https://chat.example.com, without a path, or *";

    private BrowserOrigin() {}

    /** Whether a text is {@code *} or an origin as browsers send it: scheme, host, and a port unless it is the scheme's. */
    public static boolean isGood(String text) {
        if (text.equals("*")) {
            return true;
        }
        try {
            URI origin = URI.create(text);
            return origin.getScheme() != null
                    && origin.getHost() != null
                    && origin.getUserInfo() == null
                    && origin.getRawPath().isEmpty()
                    && origin.getRawQuery() == null
                    && origin.getRawFragment() == null;
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
