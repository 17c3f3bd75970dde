package dev.keyway.filters.stream;

import java.nio.charset.StandardCharsets;

/** Number of a JSON text, read as its bytes pass. Not thread-safe. */
final class AnswerNumber {

    private static final int LONGEST = 32;
    private static final double GREATEST = 1e12;

    private final byte[] text = new byte[LONGEST];
    private int length;
    private boolean open;

    /** A value begins; an earlier one is forgotten. */
    void begin(byte first) {
        length = 0;
        open = true;
        take(first);
    }

    /** A byte outside of strings: one that is not of a number ends it. */
    void take(byte b) {
        if (!open) {
            return;
        }
        boolean isPart = (b >= '0' && b <= '9') || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
        open = isPart && length < LONGEST;
        if (open) {
            text[length] = b;
            length++;
        }
    }

    /** The number, rounded up; 0 if there is none, or none that can be a count. */
    long roundedUp() {
        try {
            double value = length == 0 || length == LONGEST
                    ? 0
                    : Double.parseDouble(new String(text, 0, length, StandardCharsets.ISO_8859_1));
            return value > 0 && value <= GREATEST ? (long) Math.ceil(value) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
