package dev.keyway.filters.body;

/**
 * A member of a JSON object and where it stands. Positions are indices of the body's {@code ByteBuf}; an end is the
 * index after the last byte.
 *
 * @param name the name, with its escapes resolved
 * @param nameStart where the name's opening quote is
 * @param nameEnd after the name's closing quote
 * @param start where the value starts, an opening quote included
 * @param end after the value
 * @param kind the value's kind
 */
public record Member(String name, int nameStart, int nameEnd, int start, int end, ValueKind kind) {

    /** The value's length in bytes, quotes included. */
    public int length() {
        return end - start;
    }
}
