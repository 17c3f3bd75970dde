package dev.keyway.db;

import dev.keyway.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stood in a database before its schema moved on, and stands in it still. */
final class OlderRows {

    private static final Path SEEDS = Path.of("src/test/resources/older");

    private static final String TABLES = """
            SELECT relname FROM pg_class WHERE relnamespace = 'keyway'::regnamespace AND relkind IN ('r', 'p')
              AND NOT relispartition AND relname <> 'schema_history' ORDER BY 1""";
    private final TestDatabase database;

    OlderRows(TestDatabase database) {
        this.database = database;
    }

    /** The rows that were possible as soon as a migration had run; a file of the same name has them. */
    static void seed(TestDatabase database, String migration) {
        Path seed = SEEDS.resolve(migration);
        if (Files.exists(seed)) {
            try {
                database.execute("SET search_path = keyway", Files.readString(seed));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Each table and its columns, as the schema is now. */
    Map<String, List<String>> columns() throws SQLException {
        try (Connection connection = database.connect()) {
            Map<String, List<String>> columns = new TreeMap<>();
            for (String table : query(connection, TABLES)) {
                columns.put(table, query(connection, """
            SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = 'keyway.%s'::regclass AND attnum > 0
              AND NOT attisdropped ORDER BY attnum""".formatted(table)));
            }
            return columns;
        }
    }

    /** The rows of each table, in an order of their own, each as JSON of these columns. */
    Map<String, List<String>> rows(Map<String, List<String>> columns) throws SQLException {
        try (Connection connection = database.connect()) {
            Map<String, List<String>> rows = new TreeMap<>();
            for (Map.Entry<String, List<String>> table : columns.entrySet()) {
                rows.put(
                        table.getKey(),
                        query(
                                connection,
                                "SELECT to_jsonb(t)::text FROM (SELECT %s FROM keyway.%s) t ORDER BY 1"
                                        .formatted(String.join(", ", table.getValue()), table.getKey())));
            }
            return rows;
        }
    }

    /** Columns in which no row has anything, as table.column. */
    List<String> unseeded() throws SQLException {
        try (Connection connection = database.connect()) {
            List<String> unseeded = new ArrayList<>();
            for (Map.Entry<String, List<String>> table : columns().entrySet()) {
                for (String column : table.getValue()) {
                    if (query(
                                    connection,
                                    "SELECT 1 FROM keyway.%s WHERE %s IS NOT NULL LIMIT 1"
                                            .formatted(table.getKey(), column))
                            .isEmpty()) {
                        unseeded.add(table.getKey() + "." + column);
                    }
                }
            }
            return unseeded;
        }
    }

    List<String> query(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return query(connection, sql);
        }
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
