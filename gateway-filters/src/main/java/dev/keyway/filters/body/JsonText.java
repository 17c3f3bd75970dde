package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.util.HexFormat;

/** Goes between JSON strings and Java's. */
public final class JsonText {

    private JsonText() {}

    /** The string that a range of well-formed text stands for, its quotes included in the range. */
    static String decode(ByteBuf body, int start, int end) {
        byte[] bytes = new byte[end - start - 2];
        body.getBytes(start + 1, bytes);
        String text = new String(bytes, UTF_8);
        return text.indexOf('\\') < 0 ? text : unescape(text);
    }

    /** The JSON text of a string, quotes included. */
    public static byte[] encode(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                text.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString().getBytes(UTF_8);
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            if (escape == 'u') {
                plain.append((char) HexFormat.fromHexDigits(text, i + 1, i + 5));
                i += 4;
            } else {
                plain.append(meaning(escape));
            }
        }
        return plain.toString();
    }

    private static char meaning(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }
}
