package dev.keyway.filters.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One event, taken apart.
 *
 * @param name the value of its {@code event} line, if it has one
 * @param data its {@code data} lines, joined by line feeds
 * @param dataAt where in the lines the data stand; -1 where they are not on one line
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">The event stream's interpretation</a>
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record SseEvent(@Nullable String name, byte[] data, int dataAt) {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    static SseEvent of(byte[] lines) {
        String name = null;
        ByteArrayOutputStream data = new ByteArrayOutputStream(lines.length);
        boolean anyData = false;
        int dataAt = -1;
        int at = startsWithMark(lines) ? 3 : 0;
        while (at < lines.length) {
            int end = endOfLine(lines, at);
            if (hasField(lines, at, end, "data")) {
                if (anyData) {
                    data.write('\n');
                }
                int from = valueStart(lines, at + 5, end);
                dataAt = anyData ? -1 : from;
                anyData = true;
                data.write(lines, from, end - from);
            } else if (hasField(lines, at, end, "event")) {
                int from = valueStart(lines, at + 6, end);
                name = new String(lines, from, end - from, StandardCharsets.UTF_8);
            }
            at = end + 1;
        }
        return new SseEvent(name, data.toByteArray(), dataAt);
    }

    /** Whether it is the terminator of OpenAI's streams; the SDKs test no more than its start. */
    boolean isDone() {
        return data.length >= DONE.length && Arrays.equals(data, 0, DONE.length, DONE, 0, DONE.length);
    }

    private static boolean startsWithMark(byte[] lines) {
        return lines.length >= 3 && lines[0] == (byte) 0xEF && lines[1] == (byte) 0xBB && lines[2] == (byte) 0xBF;
    }

    private static int endOfLine(byte[] lines, int from) {
        int at = from;
        while (at < lines.length && lines[at] != '\n' && lines[at] != '\r') {
            at++;
        }
        return at;
    }

    private static boolean hasField(byte[] lines, int from, int end, String field) {
        if (end - from <= field.length() || lines[from + field.length()] != ':') {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (lines[from + i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int valueStart(byte[] lines, int from, int end) {
        return from < end && lines[from] == ' ' ? from + 1 : from;
    }
}
