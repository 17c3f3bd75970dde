package dev.keyway.filters.body;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks over JSON text and holds it to RFC 8259, without making anything of it. Positions are indices of the body's
 * {@code ByteBuf}; each method takes the position of what it reads and returns the position after it.
 */
final class JsonScanner {

    /** The deepest nesting that is taken; Jackson's default too. */
    static final int MAX_DEPTH = 500;

    private final ByteBuffer in;
    private final int origin;
    private final int end;
    private final StringScanner strings;
    private final JsonFault fault;
    private final Lookout lookout;
    private boolean sighted;

    /** One bit for each open container: set for an object. */
    private final long[] objects = new long[MAX_DEPTH / Long.SIZE + 1];

    /** For the bytes of {@code body} before {@code end}; they must lie in one piece. */
    JsonScanner(ByteBuf body, int end) {
        this(body, end, Lookout.NONE);
    }

    JsonScanner(ByteBuf body, int end, Lookout lookout) {
        if (body.nioBufferCount() != 1) {
            throw new IllegalArgumentException("A body must lie in one piece of memory");
        }
        this.origin = body.readerIndex();
        this.end = end;
        this.in = body.nioBuffer(origin, end - origin).order(ByteOrder.LITTLE_ENDIAN);
        this.lookout = lookout;
        this.fault = new JsonFault(origin, end);
        this.strings = new StringScanner(in, end - origin, fault);
    }

    JsonFault fault() {
        return fault;
    }

    /** Whether a name read so far may have been the one that is looked out for; always so where none is. */
    boolean hasSighted() {
        return sighted || lookout == Lookout.NONE;
    }

    boolean atEnd(int p) {
        return p >= end;
    }

    /** The byte at a position; the text must not have ended. */
    byte peek(int p, String expected) {
        if (p >= end) {
            throw fault.truncated(expected);
        }
        return in.get(p - origin);
    }

    int whitespace(int p) {
        while (p < end) {
            byte c = in.get(p - origin);
            if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                return p;
            }
            p++;
        }
        return p;
    }

    /** A UTF-8 byte order mark, if one is there. */
    int byteOrderMark(int p) {
        boolean there = end - p >= 3
                && in.get(p - origin) == (byte) 0xEF
                && in.get(p - origin + 1) == (byte) 0xBB
                && in.get(p - origin + 2) == (byte) 0xBF;
        return there ? p + 3 : p;
    }

    /** A member's name, from quote to quote. */
    int name(int p) {
        if (peek(p, "a member name in quotes") != '"') {
            throw fault.expected(p, "a member name in quotes");
        }
        int start = p - origin + 1;
        int after = strings.name(start);
        sighted |= lookout.mayBe(in, start, after - 1 - start, strings.hadEscapes());
        return after + origin;
    }

    /** What stands between a member's name and its value. */
    int colon(int p) {
        int at = whitespace(p);
        if (peek(at, "a colon") != ':') {
            throw fault.expected(at, "a colon");
        }
        return whitespace(at + 1);
    }

    /** A value of any kind, within {@code depth} open containers. */
    int value(int p, int depth) {
        int floor = depth;
        while (true) {
            byte c = peek(p, "a value");
            if (c == '{' || c == '[') {
                open(p, ++depth, c == '{');
                p = whitespace(p + 1);
                if (peek(p, c == '{' ? "a member name or '}'" : "a value or ']'") != c + 2) {
                    p = c == '{' ? colon(name(p)) : p;
                    continue;
                }
                p++;
                depth--;
            } else {
                p = scalar(p, c);
            }
            while (true) {
                if (depth == floor) {
                    return p;
                }
                p = whitespace(p);
                boolean object = isObject(depth);
                if (follows(p, object)) {
                    p = whitespace(p + 1);
                    p = object ? colon(name(p)) : p;
                    break;
                }
                p++;
                depth--;
            }
        }
    }

    /** Whether a comma is here; if not, it must be the container's end. */
    boolean follows(int p, boolean object) {
        String expected = object ? "',' or '}'" : "',' or ']'";
        byte c = peek(p, expected);
        if (c == ',') {
            return true;
        }
        if (c != (object ? '}' : ']')) {
            throw fault.expected(p, expected);
        }
        return false;
    }

    /** Nothing but white space up to the end. */
    void end(int p) {
        int at = whitespace(p);
        if (at < end) {
            throw fault.expected(at, "nothing more after the JSON value");
        }
    }

    private void open(int p, int depth, boolean object) {
        if (depth > MAX_DEPTH) {
            throw fault.expected(p, "no nesting deeper than " + MAX_DEPTH + " levels");
        }
        long bit = 1L << depth;
        if (object) {
            objects[depth >> 6] |= bit;
        } else {
            objects[depth >> 6] &= ~bit;
        }
    }

    private boolean isObject(int depth) {
        return (objects[depth >> 6] & 1L << depth) != 0;
    }

    private int scalar(int p, byte c) {
        return switch (c) {
            case '"' -> strings.string(p - origin + 1) + origin;
            case 't' -> literal(p, "true");
            case 'f' -> literal(p, "false");
            case 'n' -> literal(p, "null");
            default -> number(p, c);
        };
    }

    private int literal(int p, String text) {
        for (int i = 1; i < text.length(); i++) {
            if (peek(p + i, "a literal") != text.charAt(i)) {
                throw fault.expected(p, "a value");
            }
        }
        return p + text.length();
    }

    private int number(int p, byte first) {
        int at = first == '-' ? p + 1 : p;
        byte c = peek(at, "a digit");
        if (c < '0' || c > '9') {
            throw fault.expected(p, "a value");
        }
        at = c == '0' ? at + 1 : digits(at);
        if (is(at, '.')) {
            at = digits(at + 1);
        }
        if (is(at, 'e') || is(at, 'E')) {
            at++;
            at = digits(is(at, '+') || is(at, '-') ? at + 1 : at);
        }
        return at;
    }

    private int digits(int p) {
        byte c = peek(p, "a digit");
        if (c < '0' || c > '9') {
            throw fault.expected(p, "a digit");
        }
        do {
            p++;
        } while (p < end && (c = in.get(p - origin)) >= '0' && c <= '9');
        return p;
    }

    private boolean is(int p, char c) {
        return p < end && in.get(p - origin) == c;
    }
}
