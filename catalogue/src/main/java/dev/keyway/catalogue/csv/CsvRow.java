package dev.keyway.catalogue.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Row of CSV (RFC 4180).
 *
 * @param line number of the line that it begins on, 1-based; cells in quotes may have line breaks
 * @param cells as they are written, without quotes
 */
public record CsvRow(int line, List<String> cells) {

    private static final CsvReader.CsvReaderBuilder READER = CsvReader.builder()
            .commentStrategy(CommentStrategy.SKIP)
            .trimWhitespacesAroundQuotes(true)
            .allowExtraFields(true)
            .allowMissingFields(true);

    private static final Pattern LINE = Pattern.compile("line ([0-9]+)");

    /**
     * All rows; blank lines and those that begin with # are left out.
     *
     * @throws IllegalArgumentException naming the line of a row whose quotes cannot be read
     */
    public static List<CsvRow> read(String text) {
        try {
            return READER.ofCsvRecord(text).stream()
                    .map(row -> new CsvRow((int) row.getStartingLineNumber(), row.getFields()))
                    .filter(row ->
                            row.cells().size() > 1 || !row.cells().getFirst().isBlank())
                    .toList();
        } catch (CsvParseException e) {
            Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
            throw new IllegalArgumentException(
                    "line %s: only a comma may follow the closing quote of a cell; write a quote inside it twice"
                            .formatted(line.find() ? line.group(1) : "1"),
                    e);
        }
    }

    /** Cells may be secret. */
    @Override
    public String toString() {
        return "CsvRow[line=" + line + "]";
    }
}
