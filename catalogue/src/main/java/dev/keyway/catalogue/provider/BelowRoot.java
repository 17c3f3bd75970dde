package dev.keyway.catalogue.provider;

import java.util.regex.Pattern;

/**
 * The end of a base URL that belongs to one of a provider's APIs alone, such as {@code /v1}.
 *
 * @param ownPath the path of the provider's declared address, without a slash at its end
 * @param others other ends, as an expression of the catalogue's own
 */
public record BelowRoot(String ownPath, Pattern others) {

    private static final Pattern ANY_VERSION = Pattern.compile("/v\\d+[a-z]*$");

    /** The declared path, or any version. */
    static BelowRoot ofPath(String path) {
        return new BelowRoot(path, ANY_VERSION);
    }

    /** What is left of an address: the root below which the provider's other APIs are found. */
    String strip(String url) {
        if (!ownPath.isEmpty() && url.endsWith(ownPath)) {
            return url.substring(0, url.length() - ownPath.length());
        }
        return others.matcher(url).replaceFirst("");
    }
}
