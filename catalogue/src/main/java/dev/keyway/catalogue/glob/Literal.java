package dev.keyway.catalogue.glob;

/** A run of characters between two {@code *}, searched for as Knuth, Morris and Pratt do: no character is read twice. */
final class Literal {

    private final String text;
    /** By number of characters matched, less one: how many of them a match that fails there may keep. */
    private final int[] kept;

    Literal(String text) {
        this.text = text;
        this.kept = new int[text.length()];
        int matched = 0;
        for (int i = 1; i < text.length(); i++) {
            matched = next(matched, text.charAt(i));
            kept[i] = matched;
        }
    }

    /** Where its first occurrence within {@code [from, to)} ends; negative if there is none. */
    int endIn(CharSequence name, int from, int to) {
        int matched = 0;
        for (int i = from; i < to; i++) {
            matched = next(matched, name.charAt(i));
            if (matched == text.length()) {
                return i + 1;
            }
        }
        return -1;
    }

    private int next(int matched, char c) {
        int length = matched;
        while (length > 0 && text.charAt(length) != c) {
            length = kept[length - 1];
        }
        return text.charAt(length) == c ? length + 1 : length;
    }
}
