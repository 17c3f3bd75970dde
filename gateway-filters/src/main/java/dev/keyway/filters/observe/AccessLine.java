package dev.keyway.filters.observe;

import dev.keyway.filters.settings.LogFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One line of the access log while it is written. */
final class AccessLine {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int USUAL_LENGTH = 480;

    private final boolean json;
    private final StringBuilder line = new StringBuilder(USUAL_LENGTH);

    private AccessLine(LogFormat format) {
        this.json = switch (format) {
            case JSON -> true;
            case TEXT -> false;
        };
    }

    /** A line with what all lines begin with: in JSON here, in text it is the appender's. */
    static AccessLine begin(LogFormat format, Instant time) {
        AccessLine line = new AccessLine(format);
        return line.json
                ? line.with("time", time.toString())
                        .with("level", "INFO")
                        .with("logger", "keyway.access")
                        .with("message", "request")
                : line;
    }

    /** A text, left out where there is none. */
    AccessLine with(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        next(name);
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
        next(name).append(value);
        return this;
    }

    AccessLine with(String name, boolean value) {
        next(name).append(value);
        return this;
    }

    /** The whole line. */
    String end() {
        return json ? line.append('}').toString() : line.toString();
    }

    private StringBuilder next(String name) {
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
