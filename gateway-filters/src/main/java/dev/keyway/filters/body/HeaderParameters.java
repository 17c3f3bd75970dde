package dev.keyway.filters.body;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A header's value with its parameters: {@code form-data; name="model"}. Names are in lower case. What parsers read in
 * different ways is refused: a parameter given twice, and text where none belongs.
 *
 * @param value what stands before the first parameter, in lower case
 * @param parameters by name
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2183#section-2">RFC 2183, section 2</a>
 */
record HeaderParameters(String value, Map<String, String> parameters) {

    /** @throws IllegalArgumentException if it cannot be read in one way only */
    static HeaderParameters of(String header) {
        return new Reading(header).whole();
    }

    @Nullable
    String get(String name) {
        return parameters.get(name);
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    private static final class Reading {

        private final String text;
        private final Map<String, String> parameters = new HashMap<>();
        private int at;

        private Reading(String text) {
            this.text = text;
        }

        private HeaderParameters whole() {
            String value = token().toLowerCase(Locale.ROOT);
            while (next(';')) {
                if (!isAtEnd() && text.charAt(at) != ';') {
                    parameter();
                }
            }
            if (!isAtEnd()) {
                throw new IllegalArgumentException("text where a ';' was expected");
            }
            return new HeaderParameters(value, parameters);
        }

        private void parameter() {
            String name = token().toLowerCase(Locale.ROOT);
            if (!next('=')) {
                throw new IllegalArgumentException("a parameter without '='");
            }
            String value = !isAtEnd() && text.charAt(at) == '"' ? quoted() : token();
            if (parameters.put(name, value) != null) {
                throw new IllegalArgumentException("a parameter that is given twice");
            }
        }

        private String token() {
            int start = at;
            while (at < text.length() && ";=\" \t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        /** Only a quote and a backslash can be escaped: browsers of old sent the backslashes of paths as they were. */
        private String quoted() {
            StringBuilder value = new StringBuilder();
            at++;
            while (!isAtEnd() && text.charAt(at) != '"') {
                boolean escape = text.charAt(at) == '\\'
                        && at + 1 < text.length()
                        && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
                at += escape ? 1 : 0;
                value.append(text.charAt(at));
                at++;
            }
            if (isAtEnd()) {
                throw new IllegalArgumentException("a quote that is not closed");
            }
            at++;
            return value.toString();
        }

        /** Passes over blanks, then over the character if it is there; what follows it may have blanks before it too. */
        private boolean next(char wanted) {
            blanks();
            boolean there = !isAtEnd() && text.charAt(at) == wanted;
            if (there) {
                at++;
                blanks();
            }
            return there;
        }

        private void blanks() {
            while (!isAtEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        private boolean isAtEnd() {
            return at >= text.length();
        }
    }
}
