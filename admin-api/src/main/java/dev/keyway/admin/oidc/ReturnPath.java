package dev.keyway.admin.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Where a browser goes on once it is signed in: a path of this service, and nowhere else. */
final class ReturnPath {

    private static final Pattern PATH = Pattern.compile("/([^/\\\\\\s\\p{Cntrl}][^\\\\\\s\\p{Cntrl}]*)?");

    private ReturnPath() {}

    static boolean isOne(String text) {
        if (!PATH.matcher(text).matches()) {
            return false;
        }
        try {
            URI parsed = new URI(text);
            return parsed.getScheme() == null && parsed.getRawAuthority() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
