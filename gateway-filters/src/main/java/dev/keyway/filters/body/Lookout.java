package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** A member name that is looked out for while JSON is read, however deep it stands, so that most bodies need no second look. */
public final class Lookout {

    /** Nothing is looked out for, so that nothing can be ruled out. */
    static final Lookout NONE = new Lookout(new byte[0]);

    /** How many bytes one character of a name can be escaped to. */
    private static final int LONGEST_ESCAPE = 6;

    private final byte[] name;

    private Lookout(byte[] name) {
        this.name = name;
    }

    /** @param name in ASCII */
    public static Lookout forName(String name) {
        return new Lookout(name.getBytes(US_ASCII));
    }

    /**
     * Whether text between quotes is the name, or may be since it has escapes.
     *
     * @param length in bytes
     */
    boolean mayBe(ByteBuffer text, int from, int length, boolean hasEscapes) {
        if (hasEscapes) {
            return length <= name.length * LONGEST_ESCAPE;
        }
        return length == name.length && isAt(text, from);
    }

    private boolean isAt(ByteBuffer text, int from) {
        for (int i = 0; i < name.length; i++) {
            if (text.get(from + i) != name[i]) {
                return false;
            }
        }
        return true;
    }
}
