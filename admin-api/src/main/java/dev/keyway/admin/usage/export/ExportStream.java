package dev.keyway.admin.usage.export;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Stream of an export: the database's rows, one after the other, in the memory of a few. */
final class ExportStream {

    private final ExportFormat format;
    private final CopiedRow row;
    private final LineBuffer lines = new LineBuffer();
    private final OutputStream out;
    private final ExportTurns.Turn turn;
    private long rows;

    ExportStream(ExportFormat format, OutputStream out, ExportTurns.Turn turn) {
        this.format = format;
        this.row = new CopiedRow(format.columns().size());
        this.out = out;
        this.turn = turn;
    }

    /**
     * Sends all rows of a query. Nothing is sent before the database has answered. The connection is of no further use if it fails:
     * what is left of the rows stays in it.
     *
     * @param query begins with COPY
     * @return number of rows
     * @throws SQLException if the database failed
     * @throws IOException if the client has left, or reads too slowly
     */
    long send(PGConnection connection, String query) throws SQLException, IOException {
        CopyOut copy = connection.getCopyAPI().copyOut(query);
        format.begin(lines);
        for (byte[] next = copy.readFromCopy(); next != null; next = copy.readFromCopy()) {
            row.read(next);
            format.write(row, lines);
            rows++;
            if (lines.isFull()) {
                send();
            }
        }
        format.end(lines);
        send();
        return rows;
    }

    private void send() throws IOException {
        turn.writes();
        try {
            lines.sendTo(out);
        } finally {
            turn.wrote();
        }
    }
}
