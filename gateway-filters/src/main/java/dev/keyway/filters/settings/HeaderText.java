package dev.keyway.filters.settings;

/** Tokens and keys travel in headers, which carry visible ASCII only. */
public final class HeaderText {

    private HeaderText() {}

    /** Whether a header can carry a token or key as it is. */
    public static boolean carries(String value) {
        return value.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
