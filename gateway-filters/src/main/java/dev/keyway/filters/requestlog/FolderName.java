package dev.keyway.filters.requestlog;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Names a request's folder by the moment it came, in UTC, and its id, so that names in order are requests in order. */
final class FolderName {

    private static final String MOMENT = "yyyy-MM-dd'T'HH-mm-ss.SSS";
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern(MOMENT).withZone(ZoneOffset.UTC);
    private static final Pattern OURS =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}\\.\\d{3})Z_req_[0-9a-f]+");

    private FolderName() {}

    static String of(Instant start, String requestId) {
        return FORMAT.format(start) + "Z_" + requestId;
    }

    static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }

    /** When the request came. */
    static Instant start(String name) {
        int length = "yyyy-MM-ddTHH-mm-ss.SSS".length();
        return LocalDateTime.parse(name.substring(0, length), FORMAT).toInstant(ZoneOffset.UTC);
    }
}
