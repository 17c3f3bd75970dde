package dev.keyway.filters.settings;

import java.net.URI;

/** Base URL of the admin service. */
public final class AdminUrl {

    /** The rule of {@link #isGood}, for messages. */
    public static final String RULE =
            "must be http or https URLs such as https://keyway.example.com, without user and query, separated by commas";

    private AdminUrl() {}

    /** Whether the admin service can be there. */
    public static boolean isGood(URI address) {
        return ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }
}
