package dev.keyway.filters.body;

import java.nio.ByteBuffer;

/**
 * Finds the end of JSON strings, where nearly all bytes of a request are: eight bytes at a time while they are plain
 * ASCII, and holding the rest to RFC 8259 (escapes, no control characters) and RFC 3629 (UTF-8). Positions count from
 * the first byte of the buffer, which must be in little-endian order.
 */
final class StringScanner {

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    /** How far a string is read word by word before it counts as long. */
    private static final int PROBE = 128;

    private static final int BLOCK = 512;

    private final ByteBuffer in;
    private final int end;
    private final JsonFault fault;
    private boolean surrogates;
    private boolean escapes;

    StringScanner(ByteBuffer in, int end, JsonFault fault) {
        this.in = in;
        this.end = end;
        this.fault = fault;
    }

    /** From after the opening quote to after the closing one. */
    int string(int p) {
        while (true) {
            p = plain(p);
            if (p >= end) {
                throw fault.truncated("the closing quote of a string");
            }
            byte c = in.get(p);
            if (c == '"') {
                return p + 1;
            }
            if (c == '\\') {
                p = escape(p + 1);
            } else if (c < 0) {
                p = encoded(p);
            } else if (c < ' ') {
                throw expected(p, "no control character within a string");
            } else {
                p++;
            }
        }
    }

    /** As {@link #string}, for a name: its escaped surrogates must come in pairs, since parsers differ on others. */
    int name(int p) {
        surrogates = false;
        escapes = false;
        int after = string(p);
        if (surrogates) {
            pairs(p, after - 1);
        }
        return after;
    }

    /** Whether the name read last has escapes. */
    boolean hadEscapes() {
        return escapes;
    }

    /** To the first byte that is not plain, or to the last seven bytes of the text. */
    private int plain(int p) {
        int last = end - 8;
        int at = words(p, Math.min(last, p + PROBE));
        return at > last || at <= p + PROBE ? at : words(blocks(at), last);
    }

    /** Eight bytes at a time, while they begin at {@code last} or before. */
    private int words(int from, int last) {
        ByteBuffer bytes = in;
        int p = from;
        while (p <= last) {
            long odd = odd(bytes.getLong(p)) & HIGH_BITS;
            if (odd != 0) {
                return p + (Long.numberOfTrailingZeros(odd) >>> 3);
            }
            p += 8;
        }
        return p;
    }

    /** Over blocks that are plain throughout; the inner loop has no exit, so that it is compiled to vector code. */
    private int blocks(int from) {
        ByteBuffer bytes = in;
        int p = from;
        while (p <= end - BLOCK) {
            long odd = 0;
            for (int i = p; i < p + BLOCK; i += 8) {
                odd |= odd(bytes.getLong(i));
            }
            if ((odd & HIGH_BITS) != 0) {
                return p;
            }
            p += BLOCK;
        }
        return p;
    }

    /**
     * Has a high bit set if one of eight bytes is a quote, a backslash, a control character or not ASCII; the lowest one
     * is then that of the first such byte. Swapping 0x20 and 0x22 lets one subtraction find control characters and quotes
     * alike; a borrow can only spoil the bytes above a true hit.
     */
    private static long odd(long bytes) {
        long controlOrQuote = (bytes ^ ONES * 0x02) - ONES * 0x21;
        long backslash = (bytes ^ ONES * '\\') - ONES;
        return controlOrQuote | backslash | bytes;
    }

    private int escape(int p) {
        escapes = true;
        return switch (at(p, "an escape sequence")) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> p + 1;
            case 'u' -> hexadecimal(p + 1);
            default -> throw expected(p, "an escape sequence");
        };
    }

    private int hexadecimal(int p) {
        for (int i = p; i < p + 4; i++) {
            if (Character.digit(at(i, "four hexadecimal digits"), 16) < 0) {
                throw expected(i, "four hexadecimal digits");
            }
        }
        int lead = in.get(p) | 0x20;
        surrogates |= lead == 'd' && Character.digit(in.get(p + 1), 16) >= 8;
        return p + 4;
    }

    private void pairs(int p, int close) {
        boolean high = false;
        while (p < close) {
            boolean escape = in.get(p) == '\\';
            boolean unicode = escape && in.get(p + 1) == 'u';
            int unit = unicode ? unit(p + 2) : 0;
            if (high != (unit >= 0xDC00 && unit <= 0xDFFF)) {
                throw expected(p, "surrogates in pairs");
            }
            high = unit >= 0xD800 && unit <= 0xDBFF;
            p += unicode ? 6 : escape ? 2 : 1;
        }
        if (high) {
            throw expected(close, "surrogates in pairs");
        }
    }

    private int unit(int p) {
        int unit = 0;
        for (int i = p; i < p + 4; i++) {
            unit = unit << 4 | Character.digit(in.get(i), 16);
        }
        return unit;
    }

    /** A run of characters beyond ASCII. */
    private int encoded(int p) {
        byte c;
        while (p < end && (c = in.get(p)) < 0) {
            int lead = c & 0xFF;
            if (lead < 0xC2 || lead > 0xF4) {
                throw expected(p, "valid UTF-8");
            }
            if (lead < 0xE0) {
                p = continuations(p + 1, 1);
            } else if (lead < 0xF0) {
                bounds(p + 1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
                p = continuations(p + 2, 1);
            } else {
                bounds(p + 1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
                p = continuations(p + 2, 2);
            }
        }
        return p;
    }

    /** Keeps out overlong forms, surrogates and what lies beyond the last code point. */
    private void bounds(int p, int least, int most) {
        int c = at(p, "the rest of a character") & 0xFF;
        if (c < least || c > most) {
            throw expected(p, "valid UTF-8");
        }
    }

    private int continuations(int p, int count) {
        for (int i = 0; i < count; i++) {
            if ((at(p + i, "the rest of a character") & 0xC0) != 0x80) {
                throw expected(p + i, "valid UTF-8");
            }
        }
        return p + count;
    }

    private byte at(int p, String expected) {
        if (p >= end) {
            throw fault.truncated(expected);
        }
        return in.get(p);
    }

    private RuntimeException expected(int p, String what) {
        return fault.expected(p + fault.origin(), what);
    }
}
