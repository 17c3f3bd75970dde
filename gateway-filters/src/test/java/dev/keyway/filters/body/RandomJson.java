package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes small JSON objects with all that is odd but allowed, and spoils them. */
final class RandomJson {

    private static final String[] NAMES = {
        "model",
        "mod\\u0065l",
        "\\u006dodel",
        "messages",
        "stream",
        "n",
        "",
        "a\\\"b",
        "temperature",
        "tools",
        "é",
        "😀",
        "\\ud83d\\ude00",
        "a",
        "stream_options",
        "x-long-name-of-more-than-eight-bytes",
        "role"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "1.0",
        "1e3",
        "1E+3",
        "2.5e-7",
        "-12",
        "123456789012345678901234567890",
        "0.1",
        "9007199254740993"
    };
    private static final String[] TEXT = {
        "a",
        "hello world",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\ud800",
        "é",
        "漢字",
        "😀",
        " ",
        "{",
        "]",
        ",",
        ":",
        "\\t",
        "0123456789abcdef0123456789abcdef01234567",
        "\u007f",
        "\u2028",
        "\\u0000"
    };
    private static final String[] BLANK = {"", "", "", "", " ", "\n", "\r\n\t ", "  "};
    private static final byte[] ODD = {
        '"',
        '\\',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        ' ',
        '0',
        '1',
        '-',
        '+',
        '.',
        'e',
        'u',
        't',
        'n',
        'N',
        '/',
        '\'',
        '#',
        0,
        1,
        0x1f,
        0x20,
        0x7f,
        (byte) 0x80,
        (byte) 0xbf,
        (byte) 0xc0,
        (byte) 0xc2,
        (byte) 0xe0,
        (byte) 0xed,
        (byte) 0xa0,
        (byte) 0xef,
        (byte) 0xf0,
        (byte) 0xf4,
        (byte) 0x90,
        (byte) 0xff,
        '\n',
        '\t',
        '\f'
    };

    private final SplittableRandom random;
    private final StringBuilder out = new StringBuilder();

    RandomJson(SplittableRandom random) {
        this.random = random;
    }

    /** The text of an object. */
    byte[] object() {
        out.setLength(0);
        blank();
        object(0);
        blank();
        return out.toString().getBytes(UTF_8);
    }

    /** The text of any value. */
    byte[] value() {
        out.setLength(0);
        value(1);
        return out.toString().getBytes(UTF_8);
    }

    /** The same text with one to three accidents. */
    byte[] spoiled(byte[] text) {
        byte[] bytes = text;
        for (int accidents = 1 + random.nextInt(3); accidents > 0 && bytes.length > 0; accidents--) {
            bytes = accident(bytes);
        }
        return bytes;
    }

    private byte[] accident(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        byte odd = ODD[random.nextInt(ODD.length)];
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(bytes, at, new byte[0], at + 1);
            case 2 -> joined(bytes, at, new byte[] {odd}, at);
            case 3 -> joined(bytes, at, new byte[] {odd}, at + 1);
            case 4 -> joined(bytes, at, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))}, at + 1);
            default -> {
                int from = random.nextInt(bytes.length);
                yield joined(bytes, at, Arrays.copyOfRange(bytes, from, random.nextInt(from, bytes.length + 1)), at);
            }
        };
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - start);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, start, joined, end + middle.length, bytes.length - start);
        return joined;
    }

    private void object(int depth) {
        out.append('{');
        blank();
        for (int members = random.nextInt(5), i = 0; i < members; i++) {
            if (i > 0) {
                out.append(',');
                blank();
            }
            out.append('"').append(NAMES[random.nextInt(NAMES.length)]).append('"');
            blank();
            out.append(':');
            blank();
            value(depth + 1);
            blank();
        }
        out.append('}');
    }

    private void array(int depth) {
        out.append('[');
        blank();
        for (int elements = random.nextInt(4), i = 0; i < elements; i++) {
            if (i > 0) {
                out.append(',');
                blank();
            }
            value(depth + 1);
            blank();
        }
        out.append(']');
    }

    private void value(int depth) {
        switch (random.nextInt(depth > 3 ? 6 : 9)) {
            case 0 -> out.append("true");
            case 1 -> out.append("false");
            case 2 -> out.append("null");
            case 3 -> out.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 4, 5 -> string();
            case 6 -> array(depth);
            default -> object(depth);
        }
    }

    private void string() {
        out.append('"');
        for (int pieces = random.nextInt(5); pieces > 0; pieces--) {
            out.append(TEXT[random.nextInt(TEXT.length)]);
        }
        out.append('"');
    }

    private void blank() {
        out.append(BLANK[random.nextInt(BLANK.length)]);
    }
}
