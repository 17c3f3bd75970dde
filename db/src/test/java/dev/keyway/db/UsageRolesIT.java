package dev.keyway.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each role may do with each table of usage: the API reads, ingest adds, and nobody changes a record. */
class UsageRolesIT {

    private static final String ACME = "0198a000-0000-7000-8000-000000000001";
    private static final String OTHER = "0198a000-0000-7000-8000-000000000002";
    private static final String RECORDS = "usage_event";

    /** Days alone, of nobody: everybody may know which are summed. */
    private static final Set<String> DAYS = Set.of("usage_utc_day", "usage_day_summing", "usage_recorded_day");

    /** By table, what the pipeline may do; the API may select alone, but for the columns of a gap that resolve it. */
    private static final Map<String, List<String>> PIPELINE = Map.ofEntries(
            Map.entry("usage_event", List.of("SELECT", "INSERT")),
            Map.entry("usage_attempt", List.of("SELECT", "INSERT")),
            Map.entry("usage_id", List.of("SELECT", "INSERT")),
            Map.entry("usage_log", List.of("SELECT", "INSERT", "UPDATE")),
            Map.entry("usage_gap", List.of("SELECT", "INSERT", "UPDATE")),
            Map.entry("usage_rejected", List.of("SELECT", "INSERT")),
            Map.entry("usage_adjustment", List.of("SELECT", "INSERT")),
            Map.entry("usage_adjustment_sum", List.of("SELECT", "INSERT", "UPDATE")),
            Map.entry("usage_closing", List.of("SELECT", "INSERT")),
            Map.entry("spend", List.of("SELECT", "INSERT", "UPDATE")),
            Map.entry("usage_consumer_quarter", List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            Map.entry("usage_consumer_day", List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            Map.entry("usage_supply_quarter", List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            Map.entry("usage_supply_day", List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            Map.entry("usage_latency_team", List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            Map.entry("usage_latency_key", List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            Map.entry("usage_outcome_quarter", List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            Map.entry("usage_check", List.of("SELECT", "INSERT", "UPDATE")),
            Map.entry("usage_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_day_summing", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_outcome_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_consumer_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_token_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_team_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_tenant_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_key_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_model_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_user_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_tag_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_recorded_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_supply_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_latency_team_utc_day", List.of("SELECT", "INSERT", "DELETE")),
            Map.entry("usage_latency_key_utc_day", List.of("SELECT", "INSERT", "DELETE")));

    private static TestDatabase database;

    @BeforeAll
    static void withRowsOfOneTenant() throws SQLException {
        database = PostgresServer.shared().empty();
        new Schema(new DatabaseLogin(database.url(), database.user(), database.password())).migrate();
        for (String seed : List.of(
                "V098__usage_event.sql",
                "V099__usage_log.sql",
                "V100__spend.sql",
                "V101__usage_rollups.sql",
                "V131__usage_sums.sql",
                "V132__usage_checks.sql",
                "V141__repricing.sql",
                "V162__usage_days.sql",
                "V164__usage_by_token_and_model.sql",
                "V166__usage_by_user_and_tag.sql",
                "V167__usage_by_team.sql",
                "V177__usage_by_tenant_and_key.sql")) {
            OlderRows.seed(database, seed);
        }
    }

    @Test
    void everyTableOfUsageIsListed() throws SQLException {
        assertThat(new OlderRows(database).query("""
                        SELECT relname FROM pg_class WHERE relnamespace = 'keyway'::regnamespace AND relkind IN ('r', 'p')
                            AND NOT relispartition AND (relname LIKE 'usage\\_%' OR relname = 'spend')""")).containsExactlyInAnyOrderElementsOf(PIPELINE.keySet());
    }

    @TestFactory
    Stream<DynamicTest> eachRoleMayDoWithEachTable() {
        return PIPELINE.keySet().stream()
                .flatMap(table -> Stream.of(Role.APP, Role.PIPELINE, Role.AUDIT)
                        .map(role -> DynamicTest.dynamicTest(
                                role + " " + table,
                                () -> assertThat(rights(role, table)).isEqualTo(expected(role, table)))));
    }

    @Test
    void noRoleIsGrantedAPartition() throws SQLException {
        assertThat(new OlderRows(database).query("""
                        SELECT relname || ' ' || r.rolname FROM pg_class c CROSS JOIN pg_roles r
                        WHERE relnamespace = 'keyway'::regnamespace AND relispartition AND relkind = 'r'
                            AND r.rolname IN ('keyway_app', 'keyway_pipeline', 'keyway_audit')
                            AND (has_table_privilege(r.rolname, c.oid, 'SELECT') OR has_table_privilege(r.rolname, c.oid, 'INSERT')
                                OR has_table_privilege(r.rolname, c.oid, 'UPDATE') OR has_table_privilege(r.rolname, c.oid, 'DELETE'))""")).isEmpty();
    }

    /** Rows of tenants are seen by who names the tenant, the others by who works for the installation as a whole. */
    @Test
    void theApiSeesTheRowsOfTheTenantsThatItNames() throws SQLException {
        for (String table : PIPELINE.keySet()) {
            if (table.equals("usage_id") || DAYS.contains(table)) {
                continue;
            }
            boolean ofTenants = new OlderRows(database)
                    .query("SELECT 1 FROM pg_attribute WHERE attrelid = 'keyway.%s'::regclass AND attname = 'tenant_id'"
                            .formatted(table))
                    .equals(List.of("1"));
            assertThat(seen(table, "*")).as(table).isPositive();
            assertThat(seen(table, ACME)).as(table).isEqualTo(ofTenants ? seen(table, "*") : 0);
            assertThat(seen(table, OTHER)).as(table).isZero();
            assertThat(seen(table, "")).as(table).isZero();
        }
    }

    @Test
    void aRecordIsChangedByNobody() {
        for (Role role : Role.running()) {
            assertThatThrownBy(() -> as(role, "*", "UPDATE keyway.%s SET cost_nanos = 0".formatted(RECORDS)))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> as(role, "*", "DELETE FROM keyway." + RECORDS))
                    .hasMessageContaining("permission denied");
        }
    }

    private static List<String> expected(Role role, String table) {
        return switch (role) {
            case APP -> table.equals("usage_id") ? List.of() : List.of("SELECT");
            case PIPELINE -> PIPELINE.getOrDefault(table, List.of());
            default -> List.of();
        };
    }

    private static List<String> rights(Role role, String table) throws SQLException {
        return new OlderRows(database).query("""
                SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) WITH ORDINALITY AS n (p, place)
                WHERE has_table_privilege('%s', 'keyway.%s', p) ORDER BY place""".formatted(role.sqlName(), table));
    }

    private static int seen(String table, String tenants) throws SQLException {
        return as(Role.APP, tenants, "SELECT 1 FROM keyway." + table).size();
    }

    private static List<String> as(Role role, String tenants, String statement) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("SET ROLE " + role.sqlName());
            sql.execute("SELECT set_config('keyway.tenants', '%s', true)".formatted(tenants));
            if (sql.execute(statement)) {
                try (ResultSet found = sql.getResultSet()) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
            connection.rollback();
        }
        return rows;
    }
}
