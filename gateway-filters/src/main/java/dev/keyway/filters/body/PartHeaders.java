package dev.keyway.filters.body;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The headers of one part of a form. What receivers are known to read in different ways is refused. */
final class PartHeaders {

    private static final Set<String> PLAIN = Set.of("7bit", "8bit", "binary");

    private @Nullable HeaderParameters disposition;

    void line(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || Character.isWhitespace(line.charAt(0))) {
            throw FormScanner.broken("a line among the headers of a part is no header");
        }
        if (line.chars().anyMatch(c -> c == '\r' || c == 0)) {
            throw FormScanner.broken("a header of a part has control characters in it");
        }
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        if (name.equals("content-disposition")) {
            disposition(value);
        } else if (name.equals("content-transfer-encoding") && !PLAIN.contains(value.toLowerCase(Locale.ROOT))) {
            throw FormScanner.broken("a part has a Content-Transfer-Encoding");
        }
    }

    FormPart part(int start, int end) {
        HeaderParameters known = disposition;
        String name = known == null ? null : known.get("name");
        if (known == null || name == null || !known.value().equals("form-data")) {
            throw FormScanner.broken("a part has no 'Content-Disposition: form-data' with a name");
        }
        if (known.has("name*") || name.indexOf('\\') >= 0 || name.indexOf('"') >= 0) {
            throw FormScanner.broken("a part's name is encoded; write it plainly");
        }
        return new FormPart(name, known.has("filename") || known.has("filename*"), start, end);
    }

    private void disposition(String value) {
        if (disposition != null) {
            throw FormScanner.broken("a part has two Content-Dispositions");
        }
        try {
            disposition = HeaderParameters.of(value);
        } catch (IllegalArgumentException e) {
            throw FormScanner.broken("a part's Content-Disposition has " + e.getMessage());
        }
    }
}
