package dev.keyway.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logins of programs that read the database: each sees the views, and in them the tenants that it was given. */
class ReaderIT {

    private static final String ACME = "0198a000-0000-7000-8000-000000000001";
    private static final String OTHER = "0198a000-0000-7000-8000-000000000002";
    private static final List<String> VIEWS =
            List.of("reader_adjustments", "reader_attempts", "reader_days", "reader_months", "reader_requests");

    private static final String OF_ONE = "keyway_test_bi_one";
    private static final String OF_ALL = "keyway_test_bi_all";
    private static final String OF_NONE = "keyway_test_bi_none";

    private static TestDatabase database;

    @BeforeAll
    static void withRowsOfTwoTenants() throws SQLException {
        database = PostgresServer.shared().empty();
        new Schema(new DatabaseLogin(database.url(), database.user(), database.password())).migrate();
        for (String seed : List.of("V098__usage_event.sql", "V100__spend.sql", "V101__usage_rollups.sql")) {
            OlderRows.seed(database, seed);
        }
        for (String login : List.of(OF_ONE, OF_ALL, OF_NONE)) {
            database.execute("""
                    DO $$
                    BEGIN
                        CREATE ROLE %1$s LOGIN PASSWORD 'secret';
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                    END
                    $$""".formatted(login), "GRANT keyway_reader TO " + login);
        }
        database.execute(
                "SET ROLE keyway_owner",
                "INSERT INTO keyway.reader_access (login, tenant_id) VALUES ('%s', '%s'), ('%s', NULL)"
                        .formatted(OF_ONE, ACME, OF_ALL));
        database.execute(
                "INSERT INTO keyway.spend (scope, scope_id, period, window_start, tenant_id, nanos) VALUES ('TENANT', '%1$s', 'MONTH', '2026-03-01', '%1$s', 4711)"
                        .formatted(ACME));
        // What the seeds have of one tenant, another one has, too.
        for (String table :
                List.of("usage_event", "usage_attempt", "usage_consumer_day", "usage_adjustment", "spend")) {
            String columns = String.join(", ", new OlderRows(database).query("""
                            SELECT quote_ident(attname) FROM pg_attribute
                            WHERE attrelid = 'keyway.%s'::regclass AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('tenant_id', '%s')""".formatted(table, changed(table))));
            database.execute(
                    "INSERT INTO keyway.%1$s (%2$s, tenant_id, %3$s) SELECT %2$s, '%4$s', %5$s FROM keyway.%1$s WHERE tenant_id = '%6$s'"
                            .formatted(table, columns, changed(table), OTHER, another(table), ACME));
        }
    }

    /** A column of the key, which the copy of a row has another value of. */
    private static String changed(String table) {
        return switch (table) {
            case "usage_attempt" -> "event_id";
            case "usage_consumer_day" -> "team_id";
            case "spend" -> "scope_id";
            default -> "id";
        };
    }

    private static String another(String table) {
        // Rows of a seed that have one value there have one again.
        return "md5(%s::text)::uuid".formatted(changed(table));
    }

    @Test
    void aLoginSeesTheTenantsThatItWasGiven() throws SQLException {
        for (String view : VIEWS) {
            String tenants = "SELECT DISTINCT tenant_id FROM keyway.%s ORDER BY 1".formatted(view);
            assertThat(read(OF_ONE, tenants)).as(view).containsExactly(ACME);
            assertThat(read(OF_ALL, tenants)).as(view).containsExactly(ACME, OTHER);
            assertThat(read(OF_NONE, tenants)).as(view).isEmpty();
        }
    }

    @Test
    void nothingThatALoginSetsWidensIt() throws SQLException {
        for (String view : VIEWS) {
            String tenants = "SELECT DISTINCT tenant_id FROM keyway.%s ORDER BY 1".formatted(view);
            assertThat(read(OF_NONE, "SET keyway.tenants = '*'", tenants))
                    .as(view)
                    .isEmpty();
            assertThat(read(OF_ONE, "SET ROLE keyway_reader", tenants)).as(view).containsExactly(ACME);
            assertThat(read(OF_ONE, "SET row_security = off", tenants)).as(view).containsExactly(ACME);
        }
        assertThatThrownBy(() -> read(OF_ONE, "SET SESSION AUTHORIZATION " + OF_ALL, "SELECT 1"))
                .hasMessageContaining("permission denied");
        for (String role : List.of("keyway_owner", "keyway_app", "keyway_pipeline", "keyway_audit")) {
            assertThatThrownBy(() -> read(OF_ALL, "SET ROLE " + role, "SELECT 1"))
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> read(OF_ONE, "SELECT login FROM keyway.reader_access"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> read(
                        OF_ONE, "INSERT INTO keyway.reader_access VALUES ('%s', NULL) RETURNING 1".formatted(OF_ONE)))
                .hasMessageContaining("permission denied");
    }

    /** A function that is cheap and tells what it is given would be run before the condition, if the view were no barrier. */
    @Test
    void noFunctionOfAQuerySeesMore() throws SQLException {
        for (String view : VIEWS) {
            List<String> told = read(
                    OF_ONE,
                    """
                    CREATE FUNCTION pg_temp.tell(id uuid) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
                    $$ BEGIN IF id <> '%s' THEN RAISE EXCEPTION 'saw %%', id; END IF; RETURN true; END $$""".formatted(ACME),
                    "SELECT count(*) > 0 FROM keyway.%s WHERE pg_temp.tell(tenant_id)".formatted(view));
            assertThat(told).as(view).containsExactly("t");
        }
    }

    @Test
    void keysAreShownToThoseWhoSeeAll() throws SQLException {
        String keys = "SELECT count(key_id) > 0 FROM keyway.reader_attempts";
        assertThat(read(OF_ALL, keys)).containsExactly("t");
        assertThat(read(OF_ONE, keys)).containsExactly("f");
    }

    @Test
    void theRoleReachesTheViewsAndNothingElse() throws SQLException {
        OlderRows all = new OlderRows(database);
        assertThat(all.query("""
                        SELECT relname FROM pg_class WHERE relnamespace = 'keyway'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
                            AND (has_any_column_privilege('keyway_reader', oid, 'SELECT')
                                OR has_any_column_privilege('keyway_reader', oid, 'INSERT')
                                OR has_any_column_privilege('keyway_reader', oid, 'UPDATE')
                                OR has_table_privilege('keyway_reader', oid, 'DELETE')) ORDER BY 1""")).isEqualTo(VIEWS);
        assertThat(all.query("""
                        SELECT proname FROM pg_proc WHERE pronamespace = 'keyway'::regnamespace AND prosecdef AND prorettype <> 'trigger'::regtype
                            AND has_function_privilege('keyway_reader', oid, 'EXECUTE')""")).isEmpty();
        for (String role : List.of("keyway_app", "keyway_pipeline", "keyway_audit", "keyway_reader")) {
            assertThat(all.query(
                            "SELECT has_any_column_privilege('%s', 'keyway.reader_access', 'SELECT, INSERT, UPDATE')"
                                    .formatted(role)))
                    .as(role)
                    .containsExactly("f");
        }
    }

    @Test
    void noViewHasASecretOrAUser() throws SQLException {
        assertThat(new OlderRows(database).query("""
                        SELECT attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
                        WHERE relnamespace = 'keyway'::regnamespace AND relkind = 'v'
                            AND attname ~ 'user|digest|secret|hash|cipher|password|mac|held'""")).isEmpty();
    }

    @Test
    void costsAreExact() throws SQLException {
        assertThat(read(OF_ONE, "SELECT sum(cost) FROM keyway.reader_requests"))
                .isEqualTo(new OlderRows(database)
                        .query(
                                "SELECT round(sum(cost_nanos) / 1000000000::numeric, 9) FROM keyway.usage_event WHERE tenant_id = '%s'"
                                        .formatted(ACME)));
    }

    /** The page says which columns there are. */
    @Test
    void everyColumnIsOnThePage() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "exports.md"));
        for (String view : VIEWS) {
            String row = page.lines()
                    .filter(line -> line.startsWith("| `" + view + "`"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(view + " is not on the page"));
            List<String> columns = new OlderRows(database)
                    .query(
                            "SELECT attname FROM pg_attribute WHERE attrelid = 'keyway.%s'::regclass AND attnum > 0 ORDER BY attnum"
                                    .formatted(view));
            assertThat(row)
                    .as(view)
                    .contains(String.join(
                            ", ", columns.stream().map(name -> "`" + name + "`").toList()));
        }
    }

    /** What the last of some statements answers. */
    private static List<String> read(String login, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), login, "secret");
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < statements.length - 1; i++) {
                statement.execute(statements[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(statements[statements.length - 1])) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
