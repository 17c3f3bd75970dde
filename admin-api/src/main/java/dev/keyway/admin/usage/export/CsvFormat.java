package dev.keyway.admin.usage.export;

import java.util.List;
import java.util.stream.Collectors;

/**
 * CSV of RFC 4180 with a header. A text that a spreadsheet would take for a formula gets an apostrophe in front.
 *
 * @see Formulas
 */
record CsvFormat(List<ExportColumn> columns) implements ExportFormat {

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    @Override
    public void begin(LineBuffer out) {
        out.add(columns.stream().map(ExportColumn::name).collect(Collectors.joining(",", "", "\r\n")));
    }

    @Override
    public void write(CopiedRow row, LineBuffer out) {
        for (int column = 0; column < columns.size(); column++) {
            if (column > 0) {
                out.add(',');
            }
            if (!row.isNull(column)) {
                value(row, column, columns.get(column).kind(), out);
            }
        }
        out.add('\r');
        out.add('\n');
    }

    @Override
    public void end(LineBuffer out) {
        // The response that is complete says so by itself.
    }

    static void value(CopiedRow row, int column, ExportKind kind, LineBuffer out) {
        switch (kind) {
            case WORD, NUMBER -> out.add(row.bytes(), row.start(column), row.end(column));
            case MONEY -> out.addDollars(row.number(column));
            case MOMENT -> Moments.write(row.bytes(), row.start(column), row.end(column), out);
            case FLAG -> {
                byte[] word = row.bytes()[row.start(column)] == 't' ? TRUE : FALSE;
                out.add(word, 0, word.length);
            }
            case TEXT, OBJECT, OPTIONAL_OBJECT -> text(row.bytes(), row.start(column), row.end(column), "", out);
        }
    }

    /** @param suffix words of Keyway's own that follow the text */
    static void text(byte[] bytes, int start, int end, String suffix, LineBuffer out) {
        boolean formula = Formulas.isFormula(bytes, start, end);
        boolean quoted = formula;
        for (int i = start; i < end && !quoted; i++) {
            quoted = bytes[i] == ',' || bytes[i] == '"' || bytes[i] == '\n' || bytes[i] == '\r';
        }
        if (!quoted) {
            out.add(bytes, start, end);
            out.add(suffix);
            return;
        }
        out.add('"');
        if (formula) {
            out.add('\'');
        }
        for (int i = start; i < end; i++) {
            if (bytes[i] == '"') {
                out.add('"');
            }
            out.add(bytes[i]);
        }
        out.add(suffix);
        out.add('"');
    }
}
