package dev.keyway.filters.stream;

import dev.keyway.filters.stream.TextMembers.Role;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of the text in one event while a scanner passes over it. */
final class TextCounter {

    /** What an escaped character has in UTF-8, at most; its letters and digits are not counted. */
    private static final int BYTES_OF_ESCAPED = 3;

    private static final int HEX_DIGITS = 4;

    private final TextMembers members;
    private long said;
    private long thought;
    private long part;
    private long arguments;
    private @Nullable Role role;
    private boolean escaped;
    private int hexDigits;

    TextCounter(TextMembers members) {
        this.members = members;
    }

    /** Whether the name that has just ended is that of a text; its value may be one then. */
    boolean isName(long lastBytes) {
        role = members.role(lastBytes);
        escaped = false;
        hexDigits = 0;
        return role != null;
    }

    /** Whether the value that begins belongs to such a name. */
    boolean isExpected() {
        return role != null;
    }

    /** The value is no string, or there is none. */
    void expectNothing() {
        role = null;
    }

    /**
     * Reads on in a string.
     *
     * @return the index after its closing quote, or of a line break in it, or {@code to}; {@link #isExpected} says
     *     whether the string goes on
     */
    int read(byte[] piece, int from, int to) {
        long counted = 0;
        int at = from;
        boolean closed = false;
        while (at < to && !closed && piece[at] != '\n' && piece[at] != '\r') {
            byte b = piece[at++];
            if (escaped) {
                escaped = false;
                hexDigits = b == 'u' ? HEX_DIGITS : 0;
                counted += b == 'u' ? BYTES_OF_ESCAPED : 1;
            } else if (hexDigits > 0) {
                hexDigits--;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                closed = true;
            } else {
                counted++;
            }
        }
        if (role != null) {
            add(role, counted);
        }
        if (closed) {
            role = null;
        }
        return at;
    }

    /** The bytes of the text so far. */
    long bytes() {
        return Math.max(said, Math.max(thought, part)) + arguments;
    }

    /** Forgets the event that has ended. */
    void startEvent() {
        said = 0;
        thought = 0;
        part = 0;
        arguments = 0;
        role = null;
    }

    private void add(Role of, long counted) {
        switch (of) {
            case SAID -> said += counted;
            case THOUGHT -> thought += counted;
            case PART -> part += counted;
            case ARGUMENTS -> arguments += counted;
        }
    }
}
