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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each role may see and do, whatever a query asks. */
class TenantRowsIT {

    private static final String ONE = "00000000-0000-7000-8000-000000000001";
    private static final String UNNAMED = "unnamed";
    private static final String TWO = "00000000-0000-7000-8000-000000000002";

    private static TestDatabase database;

    @BeforeAll
    static void twoTenants() throws SQLException {
        database = PostgresServer.shared().empty();
        new Schema(new DatabaseLogin(database.url(), database.user(), database.password())).migrate();
        for (String tenant : List.of(ONE, TWO)) {
            database.execute(
                    "INSERT INTO keyway.tenant (id, name, created_at, updated_at) VALUES ('%1$s', '%1$s', now(), now())"
                            .formatted(tenant),
                    "INSERT INTO keyway.team (id, tenant_id, name, created_at, updated_at) VALUES ('%1$s', '%1$s', 'a', now(), now())"
                            .formatted(tenant),
                    """
                    INSERT INTO keyway.proxy_token (id, tenant_id, team_id, name, last4, created_at, updated_at)
                    VALUES ('%1$s', '%1$s', '%1$s', 'a', 'abcd', now(), now())""".formatted(tenant));
        }
    }

    @Test
    void withoutATenantThereIsNoRow() throws SQLException {
        assertThat(as(Role.APP, UNNAMED, "SELECT id FROM keyway.tenant")).isEmpty();
        assertThat(as(Role.APP, "", "SELECT id FROM keyway.proxy_token")).isEmpty();
    }

    @Test
    void aTransactionSeesTheTenantsThatItNames() throws SQLException {
        assertThat(as(Role.APP, ONE, "SELECT tenant_id FROM keyway.proxy_token"))
                .containsExactly(ONE);
        assertThat(as(Role.APP, ONE + "," + TWO, "SELECT id FROM keyway.tenant"))
                .containsExactlyInAnyOrder(ONE, TWO);
        assertThat(as(Role.APP, "*", "SELECT id FROM keyway.team")).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void thePipelineSeesAllAndChangesNoToken() throws SQLException {
        assertThat(as(Role.PIPELINE, UNNAMED, "SELECT id FROM keyway.proxy_token"))
                .hasSize(2);
        assertThatThrownBy(() -> as(Role.PIPELINE, UNNAMED, "UPDATE keyway.proxy_token SET name = 'b' RETURNING id"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void nothingIsWrittenForAForeignTenant() {
        assertThatThrownBy(() -> as(Role.APP, ONE, """
                INSERT INTO keyway.team (id, tenant_id, name, created_at, updated_at)
                VALUES (uuidv7(), '%s', 'b', now(), now()) RETURNING id""".formatted(TWO))).hasMessageContaining("row-level security");
    }

    @Test
    void everyTableWithATenantHasRowSecurity() throws SQLException {
        assertThat(as(Role.APP, UNNAMED, """
                SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE c.relnamespace = 'keyway'::regnamespace AND a.attname = 'tenant_id'
                  AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relrowsecurity""")).isEmpty();
    }

    @Test
    void noRoleIsGrantedAPartition() throws SQLException {
        assertThat(as(Role.APP, UNNAMED, """
            SELECT c.relname || ' ' || r.rolname FROM pg_class c, pg_roles r
            WHERE c.relnamespace = 'keyway'::regnamespace AND c.relispartition AND c.relkind = 'r'
              AND r.rolname IN ('keyway_app', 'keyway_pipeline', 'keyway_audit')
              AND has_table_privilege(r.rolname, c.oid, 'SELECT, INSERT, UPDATE, DELETE')\
            """)).isEmpty();
        assertThat(as(Role.PIPELINE, UNNAMED, "SELECT keyway.ensure_months('audit_entry', date '2031-01-01', 2)"))
                .containsExactly("2");
    }

    @Test
    void auditEntriesAreAddedAndNeverChanged() {
        for (Role role : List.of(Role.APP, Role.PIPELINE)) {
            assertThatThrownBy(() -> as(role, "*", "UPDATE keyway.audit_entry SET reason = '' RETURNING sequence"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> as(role, "*", "DELETE FROM keyway.audit_entry RETURNING sequence"))
                    .hasMessageContaining("permission denied");
        }
    }

    private static List<String> as(Role role, String tenants, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET ROLE " + role.sqlName());
            if (!tenants.equals(UNNAMED)) {
                statement.execute("SELECT set_config('keyway.tenants', '" + tenants + "', true)");
            }
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            connection.commit();
        }
        return found;
    }
}
