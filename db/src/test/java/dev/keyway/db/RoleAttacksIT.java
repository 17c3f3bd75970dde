package dev.keyway.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What somebody can do who has a running service's connection and says what they like there. */
class RoleAttacksIT {

    private static final String LOGIN = "keyway_attacks_runs";
    private static final String PASSWORD = "a password of the tests";
    private static final String ONE = "00000000-0000-7000-8000-000000000001";
    private static final String TWO = "00000000-0000-7000-8000-000000000002";
    private static final String ZEROS = "decode(repeat('00', 32), 'hex')";

    private static LocalDate month;
    private static TestDatabase database;

    @BeforeAll
    static void anAuditOfFourMonths() throws SQLException {
        month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        database = PostgresServer.shared().empty();
        database.execute(
                "DROP ROLE IF EXISTS " + LOGIN,
                "CREATE ROLE %s LOGIN NOINHERIT PASSWORD '%s'".formatted(LOGIN, PASSWORD));
        new Schema(new DatabaseLogin(database.url(), database.user(), database.password()), LOGIN).migrate();
        database.execute("SELECT keyway.ensure_months('audit_entry', date '%s', 4)".formatted(month.minusMonths(3)));
        for (int i = 1; i <= 4; i++) {
            database.execute("""
                INSERT INTO keyway.audit_entry (sequence, at, actor_kind, actor_name, address, action, kind, object_id, key_id, mac)
                VALUES (%d, timestamptz '%s 12:00:00+00', 'SYSTEM', '', '', 'created', 'user', '', 'a1', decode(repeat('0%1$d', 32), 'hex'))\
                """.formatted(i, month.minusMonths(4 - i)));
        }
        database.execute("UPDATE keyway.audit_head SET sequence = 4, mac = decode(repeat('04', 32), 'hex')");
        for (String tenant : List.of(ONE, TWO)) {
            database.execute(
                    "INSERT INTO keyway.tenant (id, name, created_at, updated_at) VALUES ('%1$s', '%1$s', now(), now())"
                            .formatted(tenant));
        }
    }

    /** As each role, and as the login before it has become one. */
    @TestFactory
    Stream<DynamicTest> noRole() {
        return attacks().stream()
                .flatMap(attack -> Stream.concat(
                                Stream.of("NONE"), Role.running().stream().map(Role::sqlName))
                        .map(role ->
                                DynamicTest.dynamicTest(role + ": " + attack, () -> requireRefused(role, attack))));
    }

    private static List<String> attacks() {
        String part = "keyway.audit_entry_" + month.toString().substring(0, 7).replace("-", "");
        return List.of(
                "INSERT INTO keyway.audit_closing VALUES (date '%s', 4, %s, 'a1', %2$s)".formatted(month, ZEROS),
                "UPDATE keyway.audit_closing SET sequence = 0",
                "DELETE FROM keyway.audit_closing",
                "UPDATE keyway.audit_entry SET reason = ''",
                "DELETE FROM keyway.audit_entry",
                "TRUNCATE keyway.audit_entry",
                "DROP TABLE keyway.audit_entry",
                "DELETE FROM " + part,
                "SELECT * FROM " + part,
                "DROP TABLE " + part,
                "ALTER TABLE keyway.audit_entry DETACH PARTITION " + part,
                "UPDATE keyway.audit_head SET sequence = 1, mac = decode(repeat('01', 32), 'hex')",
                "UPDATE keyway.audit_head SET mac = " + ZEROS,
                "UPDATE keyway.audit_head SET sequence = 5",
                "UPDATE keyway.audit_head SET sequence = 9223372036854775807",
                "DELETE FROM keyway.audit_head",
                "ALTER TABLE keyway.audit_head DISABLE TRIGGER audit_head_moves_on",
                "SET session_replication_role = replica",
                "SELECT keyway.drop_usage_month('audit_entry', date '%s')".formatted(month.minusMonths(3)),
                "SELECT keyway.drop_usage_month('tenant', date '2020-01-01')",
                close(month.minusMonths(1), 3),
                close(month, 4),
                close(month.minusMonths(2), 2),
                close(month.minusMonths(3), 2),
                close(month.minusMonths(3).plusDays(1), 1),
                "SELECT keyway.drop_month('audit_entry', date '%s')".formatted(month.minusMonths(3)),
                "SET ROLE keyway_owner",
                "RESET ROLE; SET ROLE keyway_owner",
                "RESET ROLE; CREATE ROLE mine LOGIN",
                "RESET ROLE; GRANT keyway_owner TO current_user",
                "RESET ROLE; SELECT * FROM keyway.tenant",
                "CREATE TABLE keyway.mine (id int)",
                "CREATE FUNCTION keyway.sees_all(boolean) RETURNS boolean LANGUAGE sql RETURN true",
                "CREATE OR REPLACE FUNCTION keyway.sees_all() RETURNS boolean LANGUAGE sql STABLE RETURN true",
                "ALTER TABLE keyway.tenant DISABLE ROW LEVEL SECURITY",
                "CREATE POLICY mine ON keyway.tenant USING (true)",
                "INSERT INTO keyway.team (id, tenant_id, name, created_at, updated_at) VALUES (uuidv7(), '%s', 'b', now(), now())"
                        .formatted(TWO),
                "DO $$ BEGIN UPDATE keyway.tenant SET name = 'x' WHERE id = '%s'; IF NOT found THEN RAISE 'no such row'; END IF; END $$"
                        .formatted(TWO),
                "COPY keyway.tenant TO PROGRAM 'true'",
                "SELECT pg_read_file('postgresql.conf')",
                "DELETE FROM keyway.schema_history");
    }

    /** The first three months; of these the oldest alone may go, with its own last entry. */
    @Test
    void theAuditRoleClosesTheOldestMonthAndSeesNothing() throws SQLException {
        TestDatabase copy = PostgresServer.shared().copy(database);
        try (Connection connection = DriverManager.getConnection(copy.url(), LOGIN, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE keyway_audit");
            for (String table : List.of("audit_entry", "audit_head", "audit_closing", "tenant", "user_account")) {
                assertThatThrownBy(() -> statement.execute("SELECT FROM keyway." + table))
                        .hasMessageContaining("permission denied");
            }
            statement.execute(close(month.minusMonths(3), 1));
        }
        assertThat(new OlderRows(copy).query("SELECT sequence FROM keyway.audit_entry ORDER BY 1"))
                .containsExactly("2", "3", "4");
        assertThat(new OlderRows(copy).query("SELECT month || ' ' || sequence FROM keyway.audit_closing"))
                .containsExactly(month.minusMonths(3) + " 1");
    }

    private static String close(LocalDate month, int sequence) {
        return "SELECT keyway.close_audit_month(date '%s', %d, decode(repeat('0%2$d', 32), 'hex'), 'a1', %s)"
                .formatted(month, sequence, ZEROS);
    }

    private static void requireRefused(String role, String attack) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), LOGIN, PASSWORD);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (!role.equals("NONE")) {
                statement.execute("SET ROLE " + role);
            }
            statement.execute("SELECT set_config('keyway.tenants', '%s', true)".formatted(ONE));
            assertThatThrownBy(() -> statement.execute(attack))
                    .isInstanceOf(SQLException.class)
                    .extracting(refused -> ((SQLException) refused).getSQLState())
                    .as("insufficient privilege, unknown function, or an argument that is refused")
                    .isIn("42501", "42883", "P0001", "22023");
            connection.rollback();
        }
    }
}
