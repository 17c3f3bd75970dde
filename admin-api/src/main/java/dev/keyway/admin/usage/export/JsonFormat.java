package dev.keyway.admin.usage.export;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** JSON lines: an object for each row, in the members and forms of the API, and a summary as the last line. */
final class JsonFormat implements ExportFormat {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final List<ExportColumn> columns;
    private final List<byte[]> names;
    private final long[] sums;
    private long rows;

    JsonFormat(List<ExportColumn> columns) {
        this.columns = columns;
        this.names = columns.stream()
                .map(column -> ("\"" + column.name() + "\":").getBytes(StandardCharsets.UTF_8))
                .toList();
        this.sums = new long[columns.size()];
    }

    @Override
    public List<ExportColumn> columns() {
        return columns;
    }

    @Override
    public void begin(LineBuffer out) {
        // Rows have their names themselves.
    }

    @Override
    public void write(CopiedRow row, LineBuffer out) {
        rows++;
        for (int column = 0; column < columns.size(); column++) {
            out.add(column == 0 ? '{' : ',');
            byte[] name = names.get(column);
            out.add(name, 0, name.length);
            value(row, column, out);
        }
        out.add('}');
        out.add('\n');
    }

    @Override
    public void end(LineBuffer out) {
        out.add("{\"summary\":{\"rows\":" + rows);
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).kind() == ExportKind.MONEY) {
                out.add(",\"" + columns.get(column).name() + "\":\"");
                out.addDollars(sums[column]);
                out.add('"');
            }
        }
        out.add("}}\n");
    }

    private void value(CopiedRow row, int column, LineBuffer out) {
        ExportKind kind = columns.get(column).kind();
        if (row.isNull(column)) {
            out.add(kind == ExportKind.OBJECT ? "{}" : "null");
            return;
        }
        int start = row.start(column);
        int end = row.end(column);
        switch (kind) {
            case NUMBER, OBJECT, OPTIONAL_OBJECT -> out.add(row.bytes(), start, end);
            case FLAG -> out.add(row.bytes()[start] == 't' ? "true" : "false");
            case WORD, TEXT -> text(row.bytes(), start, end, out);
            case MOMENT -> {
                out.add('"');
                Moments.write(row.bytes(), start, end, out);
                out.add('"');
            }
            case MONEY -> {
                long nanos = row.number(column);
                sums[column] = Math.addExact(sums[column], nanos);
                out.add('"');
                out.addDollars(nanos);
                out.add('"');
            }
        }
    }

    private static void text(byte[] bytes, int start, int end, LineBuffer out) {
        out.add('"');
        for (int i = start; i < end; i++) {
            byte next = bytes[i];
            if (next == '"' || next == '\\') {
                out.add('\\');
                out.add(next);
            } else if (next >= 0 && next < ' ') {
                out.add("\\u00");
                out.add(HEX[next >> 4]);
                out.add(HEX[next & 15]);
            } else {
                out.add(next);
            }
        }
        out.add('"');
    }
}
