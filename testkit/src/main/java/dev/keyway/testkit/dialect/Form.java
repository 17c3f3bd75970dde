package dev.keyway.testkit.dialect;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code multipart/form-data} body as the fake reads it: strictly, with CRLF alone, as a provider does.
 *
 * @param parts the content of each part by its name; of several of a name the last
 * @param wellFormed whether it has parts and its end
 */
public record Form(Map<String, byte[]> parts, boolean wellFormed) {

    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]*)\"|([^;\\s]+))");
    private static final Pattern NAME = Pattern.compile("(?i)[; ]name=(?:\"([^\"]*)\"|([^;\\s]+))");

    /** Reads a body; one that cannot be read has no parts. */
    public static Form of(byte[] body, String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return new Form(Map.of(), false);
        }
        String delimiter = "\r\n--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        String[] pieces = ("\r\n" + new String(body, StandardCharsets.ISO_8859_1)).split(Pattern.quote(delimiter), -1);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int i = 1; i < pieces.length - 1; i++) {
            int head = pieces[i].indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(head < 0 ? "" : pieces[i].substring(0, head));
            if (!name.find()) {
                return new Form(parts, false);
            }
            parts.put(
                    name.group(1) == null ? name.group(2) : name.group(1),
                    pieces[i].substring(head + 4).getBytes(StandardCharsets.ISO_8859_1));
        }
        return new Form(parts, pieces.length > 2 && pieces[pieces.length - 1].startsWith("--"));
    }

    /** The text of a part; {@code ""} if there is none. */
    public String text(String name) {
        return new String(parts.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }
}
