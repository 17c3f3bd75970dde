package dev.keyway.admin.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which columns of docs/permissions.csv may call a route. */
final class Permitted {

    private static final String OPEN = "ANONYMOUS";

    private final Map<String, List<String>> columns = new HashMap<>();

    private Permitted() {}

    static Permitted read() {
        Permitted permitted = new Permitted();
        try {
            List<List<String>> rows = Files.readAllLines(Path.of("..", "docs", "permissions.csv")).stream()
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
            for (List<String> row : rows) {
                List<String> yes = new ArrayList<>();
                for (int column = 2; column < row.size() - 1; column++) {
                    if (row.get(column).equals("yes")) {
                        yes.add(rows.getFirst().get(column));
                    }
                }
                permitted.columns.put(row.get(0) + " " + row.get(1), yes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return permitted;
    }

    List<String> of(Routes.Route route) {
        return columns.getOrDefault(route.method() + " " + route.path(), List.of());
    }

    boolean isOpen(Routes.Route route) {
        return of(route).contains(OPEN);
    }
}
