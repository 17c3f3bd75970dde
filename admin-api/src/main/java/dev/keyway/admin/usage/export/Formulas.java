package dev.keyway.admin.usage.export;

import java.nio.charset.StandardCharsets;

/**
 * Formulas of spreadsheets: texts in CSV that would be run. An apostrophe in front makes them plain texts.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP: CSV Injection</a>
 */
public final class Formulas {

    private Formulas() {}

    /** The text, with an apostrophe in front if a spreadsheet would take it for a formula. */
    public static String disarmed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return isFormula(bytes, 0, bytes.length) ? "'" + text : text;
    }

    /** Whether a spreadsheet would take it for a formula: also by the wide forms of the signs, which some read as the signs. */
    static boolean isFormula(byte[] bytes, int start, int end) {
        if (start >= end) {
            return false;
        }
        return switch (bytes[start]) {
            case '=', '+', '-', '@', '\t', '\r', '\n' -> true;
            case (byte) 0xEF -> end - start >= 3 && bytes[start + 1] == (byte) 0xBC && isWide(bytes[start + 2]);
            default -> false;
        };
    }

    /** Third byte of U+FF0B, U+FF0D, U+FF1D and U+FF20 in UTF-8. */
    private static boolean isWide(byte third) {
        return third == (byte) 0x8B || third == (byte) 0x8D || third == (byte) 0x9D || third == (byte) 0xA0;
    }
}
