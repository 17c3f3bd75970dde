package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Member names that are looked out for while JSON is read, however deep they are, so that most bodies need no second look. */
public final class Lookout {

    /** Nothing is looked out for, so that nothing can be ruled out. */
    static final Lookout NONE = new Lookout();

    /** How many bytes one character of a name can be escaped to. */
    private static final int LONGEST_ESCAPE = 6;

    private final byte[][] names;

    private Lookout(byte[]... names) {
        this.names = names;
    }

    /** @param names in ASCII */
    public static Lookout forNames(String... names) {
        return new Lookout(
                Arrays.stream(names).map(name -> name.getBytes(US_ASCII)).toArray(byte[][]::new));
    }

    /**
     * Whether text between quotes is one of the names, or may be since it has escapes.
     *
     * @param length in bytes
     */
    boolean mayBe(ByteBuffer text, int from, int length, boolean hasEscapes) {
        for (byte[] name : names) {
            boolean mayBe = hasEscapes
                    ? length <= name.length * LONGEST_ESCAPE
                    : length == name.length && isAt(name, text, from);
            if (mayBe) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] name, ByteBuffer text, int from) {
        for (int i = 0; i < name.length; i++) {
            if (text.get(from + i) != name[i]) {
                return false;
            }
        }
        return true;
    }
}
