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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Dates whose year and month alone are those of another month: partitions have no more in their names. */
class MonthAttacksIT {

    private static final String LOGIN = "keyway_months_runs";
    private static final String PASSWORD = "a password of the tests";
    private static final String MONTHS = """
            SELECT c.relname || ' ' || coalesce(pg_get_expr(c.relpartbound, c.oid), '')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'keyway' AND c.relkind = 'r' ORDER BY 1\
            """;

    /** Functions of days that make, drop and name no partition. */
    private static final Set<String> OF_DAYS = Set.of(
            "booking_month(uuid,date)",
            "begin_usage_day(date)",
            "sum_usage_day(date)",
            "usage_day_lock(date)",
            "usage_records_dropped(date)",
            "recorded_usage(date)",
            "sum_recorded_usage(date)");

    private static LocalDate month;
    private static TestDatabase database;
    private static List<String> months;

    @BeforeAll
    static void anEntryInThisMonth() throws SQLException {
        month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        database = PostgresServer.shared().empty();
        database.execute(
                "DROP ROLE IF EXISTS " + LOGIN,
                "CREATE ROLE %s LOGIN NOINHERIT PASSWORD '%s'".formatted(LOGIN, PASSWORD));
        new Schema(new DatabaseLogin(database.url(), database.user(), database.password()), LOGIN).migrate();
        database.execute(insert(1, month));
        months = new OlderRows(database).query(MONTHS);
    }

    /** What is called with a date, by the signature. */
    private static Map<String, List<String>> calls() {
        Map<String, List<String>> calls = new TreeMap<>(Map.of(
                "month_start(date)",
                List.of("SELECT keyway.month_start(%s)"),
                "month_partition(text,date)",
                List.of("SELECT keyway.month_partition('audit_entry', %s)"),
                "month_of_ids(date)",
                List.of("SELECT keyway.month_of_ids(%s)"),
                "month_bounds(text,date)",
                List.of("SELECT keyway.month_bounds('audit_entry', %s)"),
                "has_month(text,date)",
                List.of("SELECT keyway.has_month('audit_entry', %s)"),
                "ensure_months(text,date,integer)",
                List.of(
                        "SELECT keyway.ensure_months('audit_entry', %s, 1)",
                        "SELECT keyway.ensure_months('usage_event', %s, 120)",
                        "SELECT keyway.ensure_months('usage_id', %s, 1)"),
                "ensure_usage_ids(date,integer)",
                List.of("SELECT keyway.ensure_usage_ids(%s, 1)"),
                "drop_usage_month(text,date)",
                List.of(
                        "SELECT keyway.drop_usage_month('usage_event', %s)",
                        "SELECT keyway.drop_usage_month('usage_id', %s)"),
                "close_audit_month(date,bigint,bytea,text,bytea)",
                List.of("SELECT keyway.close_audit_month(%s, 1, decode(repeat('01', 32), 'hex'), 'a1',"
                        + " decode(repeat('00', 32), 'hex'))")));
        calls.put("drop_refusals(date)", List.of("SELECT keyway.drop_refusals(%s)"));
        return calls;
    }

    private static List<String> dates() {
        return List.of(
                "date '%s BC'".formatted(month),
                "date '%s BC'".formatted(month.plusMonths(6)),
                "date '1%s'".formatted(month),
                "date '1%s'".formatted(month.plusMonths(6)),
                "date '0001-01-01'",
                "date '1999-12-31'",
                "date '3000-01-01'",
                "date '5874897-12-31'",
                "date '4713-01-01 BC'",
                "date 'infinity'",
                "date '-infinity'",
                "NULL::date");
    }

    /** Outside a transaction: what is not refused stays. As the superuser, who may call everything, and as each role. */
    @TestFactory
    Stream<DynamicTest> noRoleReachesAMonthByTheDateOfAnother() {
        return Stream.concat(
                        Stream.of("SUPERUSER", "NONE"), Role.running().stream().map(Role::sqlName))
                .flatMap(role -> calls().values().stream()
                        .flatMap(List::stream)
                        .map(call -> DynamicTest.dynamicTest(role + ": " + call, () -> requireRefused(role, call))));
    }

    /** So that a new one gets its calls above. */
    @Test
    void everyFunctionThatTakesADateIsTried() throws SQLException {
        assertThat(new OlderRows(database).query("""
            SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'keyway' AND 'date'::regtype = ANY (p.proargtypes) ORDER BY 1\
            """))
                .map(signature -> signature.replace("keyway.", ""))
                .filteredOn(signature -> !OF_DAYS.contains(signature))
                .containsExactlyInAnyOrderElementsOf(calls().keySet());
    }

    @Test
    void aTableOfTheRightNameAndOfAnotherRangeIsNoMonth() throws SQLException {
        TestDatabase copy = PostgresServer.shared().copy(database);
        LocalDate later = month.plusMonths(6);
        String part = "audit_entry_" + later.toString().substring(0, 7).replace("-", "");
        copy.execute(
                "CREATE TABLE keyway.%s PARTITION OF keyway.audit_entry FOR VALUES FROM ('0101-01-01 BC') TO ('0100-01-01 BC')"
                        .formatted(part));
        assertThatThrownBy(
                        () -> copy.execute("SELECT keyway.ensure_months('audit_entry', date '%s', 1)".formatted(later)))
                .hasMessageContaining(
                        "the table %s is not the month of audit_entry that its name says".formatted(part));
    }

    @Test
    void trueMonthsAreMadeWrittenToAndClosedWhateverTheSessionsZone() throws SQLException {
        TestDatabase copy = PostgresServer.shared().copy(database);
        LocalDate old = month.minusMonths(4);
        try (Connection connection = DriverManager.getConnection(copy.url(), LOGIN, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("SET timezone = 'Pacific/Auckland'; SET datestyle = 'ISO, DMY'");
            statement.execute("SET ROLE keyway_pipeline");
            for (LocalDate first : List.of(old, month.plusMonths(6))) {
                statement.execute("SELECT keyway.ensure_months('audit_entry', date '%s', 1)".formatted(first));
                statement.execute("SELECT keyway.ensure_months('usage_event', date '%s', 1)".formatted(first));
                statement.execute("SELECT keyway.ensure_usage_ids(date '%s', 1)".formatted(first));
            }
            statement.execute("SET ROLE keyway_app");
            statement.execute(insert(2, month));
            statement.execute(insert(3, month.plusMonths(6)));
            statement.execute(insert(4, old));
            statement.execute("SET ROLE keyway_pipeline");
            statement.execute("SELECT keyway.drop_usage_month('usage_event', date '%s')".formatted(old));
            statement.execute("SELECT keyway.drop_usage_month('usage_id', date '%s')".formatted(old));
            statement.execute("SET ROLE keyway_audit");
            statement.execute(
                    "SELECT keyway.close_audit_month(date '%s', 4, decode(repeat('04', 32), 'hex'), 'a1', decode(repeat('00', 32), 'hex'))"
                            .formatted(old));
        }
        assertThat(new OlderRows(copy).query("SELECT sequence FROM keyway.audit_entry ORDER BY 1"))
                .containsExactly("1", "2", "3");
        assertThat(new OlderRows(copy).query(MONTHS))
                .containsAll(months)
                .hasSize(months.size() + 3)
                .allMatch(part -> !part.contains(old.toString()));
    }

    private static String insert(int sequence, LocalDate month) {
        return """
                INSERT INTO keyway.audit_entry (sequence, at, actor_kind, actor_name, address, action, kind, object_id, key_id, mac)
                VALUES (%d, timestamptz '%s 12:00:00+00', 'SYSTEM', '', '', 'created', 'user', '', 'a1', decode(repeat('0%1$d', 32), 'hex'))\
                """.formatted(sequence, month);
    }

    private static void requireRefused(String role, String call) throws SQLException {
        boolean superuser = role.equals("SUPERUSER");
        try (Connection connection = DriverManager.getConnection(
                        database.url(),
                        superuser ? database.user() : LOGIN,
                        superuser ? database.password() : PASSWORD);
                Statement statement = connection.createStatement()) {
            if (role.startsWith("keyway_")) {
                statement.execute("SET ROLE " + role);
            }
            for (String date : dates()) {
                assertThatThrownBy(() -> statement.execute(call.formatted(date)))
                        .isInstanceOf(SQLException.class)
                        .extracting(refused -> ((SQLException) refused).getSQLState())
                        .as("%s: insufficient privilege, or an argument that is refused", date)
                        .isIn(superuser ? List.of("22023") : List.of("42501", "22023"));
            }
        }
        assertThat(new OlderRows(database).query(MONTHS)).isEqualTo(months);
    }
}
