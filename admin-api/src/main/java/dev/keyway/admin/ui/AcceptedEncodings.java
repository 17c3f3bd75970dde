package dev.keyway.admin.ui;

import java.util.Arrays;
import java.util.Locale;

/** Header {@code Accept-Encoding} (RFC 9110, 12.5.3). */
final class AcceptedEncodings {

    private AcceptedEncodings() {}

    /** Whether a coding is in the header by its name, and not with a weight of 0. */
    static boolean include(String header, String coding) {
        return Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .anyMatch(entry -> entry.split(";", 2)[0].strip().equals(coding) && !isRefused(entry));
    }

    private static boolean isRefused(String entry) {
        return entry.matches(".*;\\s*q=0(\\.0{0,3})?\\s*");
    }
}
