package dev.keyway.admin.usage.export;

/**
 * Column of FOCUS.
 *
 * @param value writes its value; null is nothing
 */
record FocusColumn(String name, Value value) {

    /** Value of a line, of which some is in the row that it was made of. */
    @FunctionalInterface
    interface Value {

        void write(CopiedRow row, FocusLine line, LineBuffer out);
    }
}
