package dev.keyway.filters.requestlog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Makes a line of JSON of each server-sent event: when it had come, and what its fields say. */
final class EventLines {

    /** An event beyond this is written in parts. */
    private static final int LONGEST = 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ByteArrayOutputStream event = new ByteArrayOutputStream();
    private boolean emptyLine;

    /**
     * The lines of the events that are complete with these bytes.
     *
     * @param millis from the call's beginning until these bytes came
     */
    byte[] feed(byte[] bytes, long millis) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte b : bytes) {
            if (b == '\r') {
                continue;
            }
            if (b == '\n' && emptyLine) {
                end(lines, millis);
                continue;
            }
            emptyLine = b == '\n';
            event.write(b);
            if (event.size() >= LONGEST) {
                end(lines, millis);
            }
        }
        return lines.toByteArray();
    }

    /** What has come of an event that will not be complete. */
    byte[] rest(long millis) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        end(lines, millis);
        return lines.toByteArray();
    }

    private void end(ByteArrayOutputStream lines, long millis) {
        String text = event.toString(StandardCharsets.UTF_8).strip();
        event.reset();
        emptyLine = true;
        if (!text.isEmpty()) {
            lines.writeBytes(JSON.writeValueAsBytes(line(text, millis)));
            lines.write('\n');
        }
    }

    private static Map<String, Object> line(String text, long millis) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("ms", millis);
        StringBuilder data = new StringBuilder();
        for (String field : text.lines().toList()) {
            int colon = field.indexOf(':');
            String name = colon < 0 ? field : field.substring(0, colon);
            String value = colon < 0 ? "" : field.substring(colon + 1).strip();
            if (name.equals("data")) {
                data.append(data.isEmpty() ? "" : "\n").append(value);
            } else {
                line.put(name.isEmpty() ? "comment" : name, value);
            }
        }
        if (!data.isEmpty()) {
            line.put("data", json(data.toString()));
        }
        return line;
    }

    private static Object json(String data) {
        try {
            return data.startsWith("{") ? JSON.readTree(data) : data;
        } catch (JacksonException notJson) {
            return data;
        }
    }
}
