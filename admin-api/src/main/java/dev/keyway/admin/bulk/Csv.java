package dev.keyway.admin.bulk;

import dev.keyway.admin.problem.ProblemException;
import dev.keyway.catalogue.csv.CsvRow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** CSV whose header names its columns, in any order. */
public final class Csv {

    private final Set<String> required;
    private final Set<String> columns;
    private final Set<String> texts;

    /**
     * @param required the columns that must be there
     * @param more those that may
     * @param texts those of them whose cells may have line breaks
     */
    public Csv(Set<String> required, Set<String> more, Set<String> texts) {
        this.required = required;
        this.texts = texts;
        Set<String> all = new TreeSet<>(required);
        all.addAll(more);
        this.columns = all;
    }

    /**
     * A line that holds something.
     *
     * @param number from 1, the header's included
     * @param cells by column, without white space around them
     * @param problem what must change; null: nothing
     */
    public record Line(
            int number, Map<String, String> cells, @Nullable String problem) {

        /** Empty if there is no such column. */
        public String cell(String column) {
            return cells.getOrDefault(column, "");
        }

        /** Cells may be secret. */
        @Override
        public String toString() {
            return "Line[number=" + number + "]";
        }
    }

    /**
     * The lines after the header; blank ones and those that begin with # are left out.
     *
     * @throws ProblemException if the header is invalid, a quote cannot be read, or there are too many lines
     */
    public List<Line> read(String text) {
        ImportBound.requireLines(text);
        List<CsvRow> rows = rows(text);
        if (rows.isEmpty()) {
            throw refused();
        }
        List<String> header = header(rows.getFirst());
        return rows.stream().skip(1).map(row -> line(header, row)).toList();
    }

    private static List<CsvRow> rows(String text) {
        try {
            return CsvRow.read(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("body", "is not valid CSV: " + e.getMessage());
        }
    }

    private List<String> header(CsvRow row) {
        List<String> header = row.cells().stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!header.containsAll(required)
                || !columns.containsAll(header)
                || Set.copyOf(header).size() < header.size()) {
            throw refused();
        }
        return header;
    }

    private ProblemException refused() {
        Set<String> optional = new TreeSet<>(columns);
        optional.removeAll(required);
        return ProblemException.invalid(
                "body",
                "must begin with a header that names the columns: %s, and any of %s"
                        .formatted(String.join(", ", new TreeSet<>(required)), String.join(", ", optional)));
    }

    private Line line(List<String> header, CsvRow row) {
        List<String> cells = row.cells();
        if (cells.size() != header.size()) {
            return new Line(
                    row.line(),
                    Map.of(),
                    "has %d cells, must have %d; put cells with commas in quotes"
                            .formatted(cells.size(), header.size()));
        }
        if (cells.stream().anyMatch(cell -> cell.indexOf('\0') >= 0)) {
            return new Line(row.line(), Map.of(), "must not hold the character U+0000");
        }
        Map<String, String> named = new HashMap<>();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column).strip();
            if (!CsvRow.isOneLine(cell) && !texts.contains(header.get(column))) {
                return new Line(row.line(), Map.of(), header.get(column) + " " + CsvRow.ONE_LINE);
            }
            named.put(header.get(column), cell);
        }
        return new Line(row.line(), named, null);
    }
}
