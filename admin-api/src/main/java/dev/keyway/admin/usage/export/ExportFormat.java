package dev.keyway.admin.usage.export;

import java.util.List;

/** Format of an export: how its rows are written. An instance belongs to one export. */
interface ExportFormat {

    /** Begins with what precedes all rows. */
    void begin(LineBuffer out);

    /** Writes a row. */
    void write(CopiedRow row, LineBuffer out);

    /** Ends with what follows the last row; only if all rows are there. */
    void end(LineBuffer out);

    /** The columns that it writes. */
    List<ExportColumn> columns();
}
