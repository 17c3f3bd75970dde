package dev.keyway.admin.providerkey;

import dev.keyway.admin.bulk.Csv;
import dev.keyway.admin.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an import: a key a line, or CSV. */
final class ImportText {

    private static final Csv CSV =
            new Csv(Set.of("key"), Set.of("name", "account", "weight", "tier", "models"), Set.of());

    private ImportText() {}

    static List<Csv.Line> lines(String text) {
        List<Csv.Line> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(new Csv.Line(i + 1, Map.of("key", line), null));
            }
        }
        return entries;
    }

    /** @throws ProblemException if the header is invalid */
    static List<Csv.Line> csv(String text) {
        return CSV.read(text);
    }
}
