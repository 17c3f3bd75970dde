package dev.keyway.admin.bulk;

import dev.keyway.admin.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads CSV (RFC 4180, without line breaks in cells) whose header names its columns, in any order. */
public final class Csv {

    private final Set<String> required;
    private final Set<String> columns;

    /**
     * @param required the columns that must be there
     * @param more those that may
     */
    public Csv(Set<String> required, Set<String> more) {
        this.required = required;
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
     * @throws ProblemException if the header is not as it must be, or there are too many lines
     */
    public List<Line> read(String text) {
        ImportBound.requireLines(text);
        List<String> header = List.of();
        List<Line> read = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                continue;
            }
            if (header.isEmpty()) {
                header = header(lines.get(i));
            } else {
                read.add(line(i + 1, header, cells(lines.get(i))));
            }
        }
        if (header.isEmpty()) {
            throw refused();
        }
        return read;
    }

    private List<String> header(String line) {
        List<String> header = cells(line).stream()
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

    private static Line line(int number, List<String> header, List<String> cells) {
        if (cells.size() != header.size()) {
            return new Line(number, Map.of(), "must have %d cells".formatted(header.size()));
        }
        if (cells.stream().anyMatch(cell -> cell.indexOf('\0') >= 0)) {
            return new Line(number, Map.of(), "must not hold the character U+0000");
        }
        Map<String, String> named = new HashMap<>();
        for (int column = 0; column < cells.size(); column++) {
            named.put(header.get(column), cells.get(column).strip());
        }
        return new Line(number, named, null);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
