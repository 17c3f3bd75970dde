package dev.keyway.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema comes into being on an empty database, stays as it is when run again, and never on top of a stranger's. */
class SchemaIT {

    private final TestDatabase database = PostgresServer.shared().empty();
    private final Schema schema = new Schema(new DatabaseLogin(database.url(), database.user(), database.password()));

    @Test
    void runsEveryMigrationOnAnEmptyDatabase() throws SQLException, IOException {
        assertThat(schema.state()).isInstanceOf(SchemaState.Missing.class);
        assertThat(schema.migrate()).isEqualTo((int) migrations());
        assertThat(schema.state()).isInstanceOf(SchemaState.Current.class);
    }

    @Test
    void runsNothingTwice() throws SQLException {
        schema.migrate();
        List<String> before = query(DEFINITIONS);
        assertThat(schema.migrate()).isZero();
        assertThat(query(DEFINITIONS)).isEqualTo(before).isNotEmpty();
    }

    @Test
    void replicasThatMigrateAnEmptyDatabaseAtOnceAllSucceed() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> migrations = new ArrayList<>();
            for (int replica = 0; replica < 4; replica++) {
                migrations.add(replicas.submit(() -> {
                    begin.await();
                    return schema.migrate();
                }));
            }
            begin.countDown();
            int ran = 0;
            for (Future<Integer> migration : migrations) {
                ran += migration.get();
            }
            assertThat(ran).isEqualTo((int) migrations());
        }
        assertThat(schema.state()).isInstanceOf(SchemaState.Current.class);
    }

    @Test
    void countsTheMigrationsThatThisReleaseLacks() throws SQLException {
        schema.migrate();
        database.execute(
                "DELETE FROM keyway.schema_history WHERE version = (SELECT max(version) FROM keyway.schema_history)");
        assertThat(schema.state()).isEqualTo(new SchemaState.Behind(1));
    }

    @Test
    void leavesAForeignSchemaUntouched() throws SQLException {
        database.execute("CREATE SCHEMA keyway", "CREATE TABLE keyway.theirs (id int)");
        List<String> before = query(DEFINITIONS);
        assertThatThrownBy(schema::migrate).isInstanceOf(ForeignSchemaException.class);
        assertThatThrownBy(schema::state).isInstanceOf(ForeignSchemaException.class);
        assertThat(query(DEFINITIONS)).isEqualTo(before);
        assertThat(query("SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'keyway'"))
                .containsExactly(database.user());
    }

    @Test
    void toleratesMigrationsOfALaterRelease() throws SQLException {
        schema.migrate();
        database.execute("""
                INSERT INTO keyway.schema_history (installed_rank, version, description, type, script, checksum,
                    installed_by, installed_on, execution_time, success)
                SELECT max(installed_rank) + 1, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', now(), 1, true
                FROM keyway.schema_history""");
        assertThat(schema.state()).isInstanceOf(SchemaState.Current.class);
        assertThat(schema.migrate()).isZero();
    }

    @Test
    void everythingBelongsToTheOwnerAndHasAComment() throws SQLException {
        schema.migrate();
        assertThat(query("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'keyway'"))
                .containsExactly("keyway_owner");
        assertThat(query("""
                SELECT relname FROM pg_class c
                WHERE relnamespace = 'keyway'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                  AND relname <> 'schema_history' AND obj_description(c.oid) IS NULL""")).isEmpty();
    }

    private List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static long migrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.filter(file -> file.toString().endsWith(".sql")).count();
        }
    }

    private static final String DEFINITIONS = """
            SELECT c.relname || ' ' || c.relkind::text || ' ' || coalesce(a.attname, '') || ' ' || coalesce(a.atttypid::regtype::text, '')
            FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            WHERE c.relnamespace = 'keyway'::regnamespace ORDER BY 1""";
}
