package dev.keyway.bench.ingest;

import dev.keyway.testkit.postgres.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;

/** Plain COPY of the rows of tables into empty tables with the same columns, constraints and indexes. */
final class PlainCopy {

    private final TestDatabase database;

    PlainCopy(TestDatabase database) {
        this.database = database;
    }

    /**
     * Copies what is in tables.
     *
     * @param connections at the same time, as batches come in
     * @return rows of the first table per second
     */
    double perSecond(List<String> tables, int connections, int rowsPerBatch)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        List<List<Batch>> batches = new ArrayList<>();
        long rows = 0;
        for (String table : tables) {
            List<Batch> all = read(table, rowsPerBatch);
            rows = rows == 0 ? all.stream().mapToLong(Batch::rows).sum() : rows;
            batches.add(all);
        }
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int part = 0; part < connections; part++) {
                int mine = part;
                running.add(threads.submit(() -> {
                    write(batches, mine, connections);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        return rows * 1e9 / (System.nanoTime() - start);
    }

    /** Rows of a table in COPY's text format. */
    private record Batch(String target, ByteBuffer text, int rows) {}

    private List<Batch> read(String table, int rowsPerBatch) throws SQLException, IOException {
        String target = "bench_copy_" + table;
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + target);
            statement.execute("CREATE TABLE " + target + " (LIKE keyway." + table + " INCLUDING ALL)");
            ByteArrayOutputStream all = new ByteArrayOutputStream(64 << 20);
            long unused = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT * FROM keyway." + table + ") TO STDOUT", all);
            List<Batch> batches = new ArrayList<>();
            List<String> lines = all.toString(StandardCharsets.UTF_8).lines().toList();
            for (int from = 0; from < lines.size(); from += rowsPerBatch) {
                List<String> some = lines.subList(from, Math.min(lines.size(), from + rowsPerBatch));
                byte[] text = (String.join("\n", some) + "\n").getBytes(StandardCharsets.UTF_8);
                batches.add(new Batch(target, ByteBuffer.wrap(text), some.size()));
            }
            return batches;
        }
    }

    private void write(List<List<Batch>> tables, int part, int parts) throws SQLException, IOException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            for (int i = part; i < tables.getFirst().size(); i += parts) {
                for (List<Batch> table : tables) {
                    if (i < table.size()) {
                        Batch batch = table.get(i);
                        long unused = connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn(
                                        "COPY " + batch.target() + " FROM STDIN",
                                        new ByteArrayInputStream(batch.text().array()));
                    }
                }
                connection.commit();
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
