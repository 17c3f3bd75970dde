package dev.keyway.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A database of each older version, with rows that were possible in it, comes to this release and keeps them. The rows stand in
 * {@code older/}, in a file named as the migration that made them possible.
 */
class OlderVersionsIT {

    private static final int CONCURRENCY_IS_LEARNT = 80;
    private static final int PROVIDERS_ARE_READ_ANEW = 90;

    private static final int ADDRESSES_ARE_SECRETS = 33;
    private static final int TOKENS = 14;

    private final TestDatabase growing = PostgresServer.shared().empty();

    @TestFactory
    Stream<DynamicTest> keepsItsRowsAndBecomesAsANewOneIs() throws IOException, SQLException {
        TestDatabase fresh = PostgresServer.shared().empty();
        schema(fresh).migrate();
        List<String> newest = definitions(fresh);
        List<String> migrations = migrations();
        return migrations.stream().map(migration -> {
            bring(growing, migration);
            if (migration.equals(migrations.getLast())) {
                return DynamicTest.dynamicTest("has a row that fills each column", this::everyColumnIsFilled);
            }
            TestDatabase older = PostgresServer.shared().copy(growing);
            return DynamicTest.dynamicTest(
                    "of " + migration, () -> comesToThisRelease(number(migration), older, newest));
        });
    }

    /** Whoever adds a table or a column says in {@code older/} what may stand in it. */
    private void everyColumnIsFilled() throws SQLException {
        assertThat(new OlderRows(growing).unseeded()).isEmpty();
    }

    private static void comesToThisRelease(int version, TestDatabase older, List<String> newest) throws SQLException {
        OlderRows rows = new OlderRows(older);
        Map<String, List<String>> columns = rows.columns();
        Map<String, List<String>> before = rows.rows(columns);

        assertThat(schema(older).migrate()).isPositive();

        Map<String, List<String>> after = rows.rows(columns);
        if (version < PROVIDERS_ARE_READ_ANEW) {
            for (String table : List.of("revision", "config_change")) {
                before.remove(table);
                after.remove(table);
            }
        }
        assertThat(after).isEqualTo(promised(version, before));
        assertThat(definitions(older)).isEqualTo(newest);
        if (version >= TOKENS) {
            assertThat(rows.query("""
                            SELECT t::text FROM set_config('keyway.tenants', '*', false),
                                keyway.tokens_found('0198a000-0000-7000-8000-000000000001', '%book%', '', 10) t""")).containsExactly("0198a000-0000-7000-8000-000000000071");
        }
    }

    /** The rows as they were, but for what migrations since then say that they change. */
    private static Map<String, List<String>> promised(int version, Map<String, List<String>> before) {
        Map<String, List<String>> after = new TreeMap<>(before);
        if (version < ADDRESSES_ARE_SECRETS) {
            after.computeIfPresent(
                    "alert_channel",
                    (table, rows) -> rows.stream()
                            .map(row -> row.replace("/services/T1/gone-path", "/…"))
                            .sorted()
                            .toList());
        }
        if (version < CONCURRENCY_IS_LEARNT) {
            for (String table : List.of("provider", "provider_key")) {
                after.computeIfPresent(
                        table,
                        (name, rows) -> rows.stream()
                                .map(row -> row.replace("\"max_in_flight\": 16", "\"max_in_flight\": null"))
                                .sorted()
                                .toList());
            }
        }
        return after;
    }

    private static void bring(TestDatabase database, String migration) {
        try {
            assertThat(schema(database).migrateTo(MigrationVersion.fromVersion("" + number(migration))))
                    .isOne();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        OlderRows.seed(database, migration);
    }

    private static Schema schema(TestDatabase database) {
        return new Schema(new DatabaseLogin(database.url(), database.user(), database.password()));
    }

    private static int number(String migration) {
        return Integer.parseInt(migration.substring(1, migration.indexOf("__")));
    }

    private static List<String> migrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Everything that a schema consists of, but for the months of its partitions. */
    private static List<String> definitions(TestDatabase database) throws SQLException {
        return new OlderRows(database).query("""
                SELECT 'column ' || attrelid::regclass || ' ' || attname || ' ' || format_type(atttypid, atttypmod) || ' '
                    || attnotnull || coalesce(' ' || pg_get_expr(adbin, adrelid), '') || coalesce(' ' || attacl::text, '')
                FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum
                WHERE relnamespace = 'keyway'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND attnum > 0 AND NOT attisdropped
                UNION ALL SELECT 'table ' || relname || ' ' || relowner::regrole || ' ' || relrowsecurity || coalesce(' ' || relacl::text, '')
                FROM pg_class WHERE relnamespace = 'keyway'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                UNION ALL SELECT pg_get_indexdef(indexrelid) || ' valid ' || indisvalid FROM pg_index
                JOIN pg_class c ON c.oid = indexrelid WHERE relnamespace = 'keyway'::regnamespace AND NOT relispartition
                UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid) || ' ' || convalidated
                FROM pg_constraint LEFT JOIN pg_class c ON c.oid = conrelid
                WHERE connamespace = 'keyway'::regnamespace AND NOT coalesce(relispartition, false)
                UNION ALL SELECT 'policy ' || polrelid::regclass || ' ' || polname || ' ' || polroles::regrole[]::text
                    || coalesce(' ' || pg_get_expr(polqual, polrelid), '') || coalesce(' check ' || pg_get_expr(polwithcheck, polrelid), '')
                FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE relnamespace = 'keyway'::regnamespace
                UNION ALL SELECT pg_get_functiondef(p.oid) || coalesce(proacl::text, '') FROM pg_proc p
                WHERE pronamespace = 'keyway'::regnamespace AND prokind <> 'a'
                  AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')
                UNION ALL SELECT 'aggregate ' || aggfnoid || ' ' || aggtransfn || ' ' || aggtranstype::regtype FROM pg_aggregate
                JOIN pg_proc p ON p.oid = aggfnoid WHERE pronamespace = 'keyway'::regnamespace
                UNION ALL SELECT 'comment ' || relname || ' ' || objsubid || ' ' || d.description
                FROM pg_description d JOIN pg_class c ON c.oid = objoid AND classoid = 'pg_class'::regclass
                WHERE relnamespace = 'keyway'::regnamespace
                ORDER BY 1""");
    }
}
