package dev.keyway.admin.providerkey;

import dev.keyway.admin.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an import: a key a line, or CSV (RFC 4180, without line breaks in cells) whose header names what its columns are. */
final class ImportText {

    private static final Set<String> COLUMNS = Set.of("key", "name", "account", "weight", "tier", "models");

    private ImportText() {}

    /**
     * A line that holds something.
     *
     * @param problem what must change; null: nothing
     */
    record Entry(
            int line, Map<String, String> cells, @Nullable String problem) {

        String cell(String column) {
            return cells.getOrDefault(column, "");
        }

        @Override
        public String toString() {
            return "Entry[line=" + line + "]";
        }
    }

    static List<Entry> lines(String text) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(new Entry(i + 1, Map.of("key", line), null));
            }
        }
        return entries;
    }

    /** @throws ProblemException if the header is not as it must be */
    static List<Entry> csv(String text) {
        List<String> lines = text.lines().toList();
        List<String> header = lines.isEmpty()
                ? List.of()
                : cells(lines.getFirst()).stream()
                        .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                        .toList();
        if (!header.contains("key")
                || !COLUMNS.containsAll(header)
                || Set.copyOf(header).size() < header.size()) {
            throw ProblemException.invalid(
                    "body",
                    "must begin with a header that names the columns: key, and any of name, account, weight, tier, models");
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                entries.add(entry(i + 1, header, cells(lines.get(i))));
            }
        }
        return entries;
    }

    private static Entry entry(int line, List<String> header, List<String> cells) {
        if (cells.size() != header.size()) {
            return new Entry(line, Map.of(), "must have %d cells".formatted(header.size()));
        }
        Map<String, String> named = new HashMap<>();
        for (int column = 0; column < cells.size(); column++) {
            named.put(header.get(column), cells.get(column).strip());
        }
        return new Entry(line, named, null);
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
