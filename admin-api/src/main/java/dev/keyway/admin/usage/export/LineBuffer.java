package dev.keyway.admin.usage.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of some lines, until they are sent. It grows to the longest line beyond {@link #FULL}, and no further. */
final class LineBuffer {

    /** When it is worth sending. */
    static final int FULL = 1 << 16;

    private static final int NANO_DIGITS = 9;
    private static final int LEAST_DIGITS = 2;

    private byte[] bytes = new byte[FULL + (1 << 13)];
    private int length;

    boolean isFull() {
        return length >= FULL;
    }

    int length() {
        return length;
    }

    int capacity() {
        return bytes.length;
    }

    void add(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    void add(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    void add(String ascii) {
        byte[] text = ascii.getBytes(StandardCharsets.UTF_8);
        add(text, 0, text.length);
    }

    /** Dollars in digits, as the API writes them: to the nano-dollar, at least to the cent. */
    void addDollars(long nanos) {
        addDecimal(nanos, NANO_DIGITS, LEAST_DIGITS);
    }

    /** A number in digits, which is given in its last decimal place; zeros at the end are left out beyond the least places. */
    void addDecimal(long number, int places, int leastPlaces) {
        // Long.MIN_VALUE has no positive counterpart; its digits are those of an unsigned number.
        String digits = Long.toUnsignedString(number < 0 ? -number : number);
        room(digits.length() + places + 3);
        if (number < 0) {
            bytes[length++] = '-';
        }
        int whole = digits.length() - places;
        if (whole <= 0) {
            bytes[length++] = '0';
        }
        for (int i = 0; i < whole; i++) {
            bytes[length++] = (byte) digits.charAt(i);
        }
        bytes[length++] = '.';
        int least = length + leastPlaces;
        for (int i = whole; i < digits.length(); i++) {
            bytes[length++] = i < 0 ? (byte) '0' : (byte) digits.charAt(i);
        }
        while (length > least && bytes[length - 1] == '0') {
            length--;
        }
        if (bytes[length - 1] == '.') {
            length--;
        }
    }

    /** Writes all, and is empty again. */
    void sendTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
        }
    }
}
