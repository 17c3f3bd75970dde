package dev.keyway.filters.upstream;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What the first bytes of a body show it to be. */
enum BodyStart {
    /** An event stream. */
    EVENTS,
    /** A JSON object or array. */
    JSON,
    OTHER,
    /** More bytes are needed. */
    OPEN;

    private static final int LOOKED_AT = 64;

    /** A line of an event stream begins so: with a field or as a comment. */
    private static final List<String> FIELDS = List.of("data:", "event:", "id:", "retry:", ":");

    /** An event as providers send them; text that is spoken or sung does not begin so. */
    private static final Pattern TYPED_EVENT =
            Pattern.compile("data: ?\\{.*|event: ?[a-z_]+\\.[a-z_]+.*", Pattern.DOTALL);

    /** Looks at what has come of the body of an event stream: that is one unless it is bare JSON. */
    static BodyStart ofEventStream(ByteBuf bytes) {
        int at = firstLetter(bytes);
        return at < 0 ? OPEN : isJson(bytes.getByte(at)) ? JSON : EVENTS;
    }

    /** Looks at what has come of a body whose content type says something else, or nothing. */
    static BodyStart ofUnknown(ByteBuf bytes) {
        int at = firstLetter(bytes);
        if (at < 0) {
            return OPEN;
        }
        if (isJson(bytes.getByte(at))) {
            return JSON;
        }
        String start = start(bytes, at);
        if (FIELDS.stream().anyMatch(start::startsWith)) {
            return EVENTS;
        }
        return FIELDS.stream().anyMatch(field -> field.startsWith(start)) ? OPEN : OTHER;
    }

    /** Looks at what has come of a body that may well be plain text or a medium: typed events cannot be mistaken for it. */
    static BodyStart ofTextOrMedium(ByteBuf bytes) {
        BodyStart kind = ofUnknown(bytes);
        if (kind != EVENTS) {
            return kind == JSON ? OTHER : kind;
        }
        String start = start(bytes, firstLetter(bytes));
        if (TYPED_EVENT.matcher(start).matches()) {
            return EVENTS;
        }
        return start.length() < LOOKED_AT && start.indexOf('\n') < 0 ? OPEN : OTHER;
    }

    private static String start(ByteBuf bytes, int at) {
        return bytes.toString(at, Math.min(LOOKED_AT, bytes.writerIndex() - at), StandardCharsets.ISO_8859_1);
    }

    private static boolean isJson(byte first) {
        return first == '{' || first == '[';
    }

    /** Where the first byte is that is no white space and no part of a byte order mark; -1 if none is here yet. */
    private static int firstLetter(ByteBuf bytes) {
        for (int at = bytes.readerIndex(); at < bytes.writerIndex(); at++) {
            byte b = bytes.getByte(at);
            boolean mark = b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n' && !mark) {
                return at;
            }
        }
        return -1;
    }
}
