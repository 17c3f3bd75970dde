package dev.keyway.catalogue.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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

    /** What a cell with a line break must change, if its column has none. */
    public static final String ONE_LINE = "must not have a line break; is the quote before it closed?";

    private static final int MOST_CELLS = 10_000;
    private static final int MOST_CHARACTERS = 1_000_000;

    private static final CsvReader.CsvReaderBuilder READER = CsvReader.builder()
            .commentStrategy(CommentStrategy.SKIP)
            .trimWhitespacesAroundQuotes(true)
            .allowExtraFields(true)
            .allowMissingFields(true);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Row after the last. FastCSV takes the end of the text for a closing quote, which would hide this row in a cell. */
    private static final String END = "end of the rows";

    private static final Pattern LINE = Pattern.compile("line ([0-9]+)");

    /**
     * All rows; blank lines and those that begin with # are left out, and so is a byte order mark.
     *
     * @throws IllegalArgumentException naming the line of a row that cannot be read
     */
    public static List<CsvRow> read(String text) {
        String marked = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text) + "\n" + END + "\n";
        List<CsvRow> rows = new ArrayList<>(parse(marked));
        CsvRow last = rows.removeLast();
        if (!last.cells().equals(List.of(END))) {
            throw new IllegalArgumentException("line %d: the quote is never closed".formatted(last.line()));
        }
        return List.copyOf(rows);
    }

    private static List<CsvRow> parse(String text) {
        CsvRecordHandler limits =
                CsvRecordHandler.of(handler -> handler.maxFields(MOST_CELLS).maxFieldSize(MOST_CHARACTERS));
        try (CsvReader<CsvRecord> reader = READER.build(limits, text)) {
            return reader.stream()
                    .map(row -> new CsvRow((int) row.getStartingLineNumber(), row.getFields()))
                    .filter(row ->
                            row.cells().size() > 1 || !row.cells().getFirst().isBlank())
                    .toList();
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(fault(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** FastCSV has one exception for all faults; its messages differ. */
    private static String fault(CsvParseException e) {
        String messages =
                e.getMessage() + " " + (e.getCause() == null ? "" : e.getCause().getMessage());
        Matcher line = LINE.matcher(messages);
        String problem = messages.contains("after closing quote")
                ? "only a comma may follow the closing quote of a cell; write a quote inside it twice"
                : messages.contains("maximum limit of")
                        ? "a row has at most %d cells".formatted(MOST_CELLS)
                        : "a cell has at most %d characters; is its quote closed?".formatted(MOST_CHARACTERS);
        return "line %s: %s".formatted(line.find() ? line.group(1) : "1", problem);
    }

    /** Whether a cell has no line break. */
    public static boolean isOneLine(String cell) {
        return cell.indexOf('\n') < 0 && cell.indexOf('\r') < 0;
    }

    /** Cells may be secret. */
    @Override
    public String toString() {
        return "CsvRow[line=" + line + "]";
    }
}
