package dev.keyway.admin.usage.export;

import java.util.Arrays;

/**
 * Row in the text format of COPY: values between tabs, with some characters escaped by backslashes. One instance reads row after row.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html#id-1.9.3.55.9.2">PostgreSQL: COPY, Text Format</a>
 */
final class CopiedRow {

    private final int[] starts;
    private final int[] ends;
    private byte[] bytes = {};

    CopiedRow(int columns) {
        this.starts = new int[columns];
        this.ends = new int[columns];
    }

    /**
     * Reads a row; its bytes are changed, as unescaped values are never longer.
     *
     * @param row with the line feed at its end
     */
    void read(byte[] row) {
        bytes = row;
        int column = 0;
        int to = 0;
        starts[0] = 0;
        int end = row[row.length - 1] == '\n' ? row.length - 1 : row.length;
        for (int from = 0; from < end; from++) {
            byte next = row[from];
            if (next == '\t') {
                ends[column++] = to;
                to = from + 1;
                starts[column] = to;
            } else if (next == '\\') {
                from++;
                if (row[from] == 'N') {
                    starts[column] = -1;
                } else {
                    row[to++] = unescaped(row[from]);
                }
            } else {
                row[to++] = next;
            }
        }
        ends[column++] = to;
        if (column != starts.length) {
            throw new IllegalStateException("%d columns instead of %d".formatted(column, starts.length));
        }
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isNull(int column) {
        return starts[column] < 0;
    }

    int start(int column) {
        return starts[column];
    }

    int end(int column) {
        return ends[column];
    }

    /** A whole number; 0 if there is none. */
    long number(int column) {
        if (isNull(column)) {
            return 0;
        }
        int at = starts[column];
        boolean negative = bytes[at] == '-';
        // Added up below zero, where the least number has its place, too.
        long number = 0;
        for (int i = negative ? at + 1 : at; i < ends[column]; i++) {
            number = Math.subtractExact(Math.multiplyExact(number, 10), bytes[i] - '0');
        }
        return negative ? number : Math.negateExact(number);
    }

    private static byte unescaped(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> escape;
        };
    }

    @Override
    public String toString() {
        return "CopiedRow" + Arrays.toString(starts);
    }
}
