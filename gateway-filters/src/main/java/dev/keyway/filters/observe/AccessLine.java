package dev.keyway.filters.observe;

import dev.keyway.filters.settings.LogFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One line of the access log while it is written. */
final class AccessLine {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int USUAL_LENGTH = 480;

    private final boolean json;
    private final StringBuilder line = new StringBuilder(USUAL_LENGTH);

    AccessLine(LogFormat format) {
        this.json = switch (format) {
            case JSON -> true;
            case TEXT -> false;
        };
    }

    /** A text, left out where there is none. */
    AccessLine with(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        begin(name);
        if (!isPlain(value)) {
            line.append(JSON.writeValueAsString(value));
        } else if (json) {
            line.append('"').append(value).append('"');
        } else {
            line.append(value);
        }
        return this;
    }

    AccessLine with(String name, long value) {
        begin(name).append(value);
        return this;
    }

    AccessLine with(String name, boolean value) {
        begin(name).append(value);
        return this;
    }

    /** The whole line. */
    String end() {
        return json ? line.append('}').toString() : line.toString();
    }

    private StringBuilder begin(String name) {
        if (json) {
            return line.append(line.isEmpty() ? "{\"" : ",\"").append(name).append("\":");
        }
        if (!line.isEmpty()) {
            line.append(' ');
        }
        return line.append(name).append('=');
    }

    /** Callers choose model names and paths: whatever would break the line, or forge a field of it, is quoted. */
    private boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '"' || c == '=' || (c == '\\' && json)) {
                return false;
            }
        }
        return true;
    }
}
