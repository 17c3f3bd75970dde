package dev.keyway.filters.quota;

import org.jspecify.annotations.Nullable;

/** A count as headers spell it. */
final class Amount {

    static final long UNTOLD = -1;

    private static final long LARGEST = 1_000_000_000_000_000L;
    private static final int LONGEST = 40;

    private Amount() {}

    /** The whole part, never more than 10^15; {@link #UNTOLD} for what is no count, negative ones included. */
    static long parse(@Nullable String value) {
        if (value == null || value.length() > LONGEST) {
            return UNTOLD;
        }
        String text = value.strip();
        int dot = text.indexOf('.');
        int whole = dot < 0 ? text.length() : dot;
        if (whole == 0 || !areDigits(text, 0, whole) || (dot >= 0 && !areDigits(text, dot + 1, text.length()))) {
            return UNTOLD;
        }
        long amount = 0;
        for (int i = 0; i < whole; i++) {
            amount = Math.min(LARGEST, amount * 10 + (text.charAt(i) - '0'));
        }
        return amount;
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
