package dev.keyway.admin.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Role;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A query that forgot to ask for a tenant answers nothing foreign, whatever the table. */
class ForgottenFilterIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final CurrentCaller current = server.bean(CurrentCaller.class);
    private final TransactionTemplate transactions =
            new TransactionTemplate(server.bean(PlatformTransactionManager.class));
    private final JdbcClient jdbc = server.bean(JdbcClient.class);

    @Test
    void noTableShowsTheRowsOfAnotherTenant() {
        Api owner = server.owner();
        owner.post(world.teamPath() + "/tokens", "{\"name\": \"own\"}").expect(201);
        owner.post(
                        "/api/v1/tenants/%s/teams/%s/tokens".formatted(world.foreignTenant(), world.foreignTeam()),
                        "{\"name\": \"foreign\"}")
                .expect(201);
        Caller caller = new Caller(
                CallerKind.USER, UUID.randomUUID(), "u", Set.of(world.grant(Role.TENANT_ADMIN)), false, "", null);
        List<String> tables =
                server.sql().sql("""
                        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
                        WHERE c.relnamespace = 'keyway'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                          AND has_table_privilege('keyway_app', c.oid, 'SELECT')""").query((row, n) -> row.getString(1)).list();
        assertThat(tables).contains("team", "proxy_token", "proxy_token_secret", "audit_entry", "limit_policy");
        for (String table : tables) {
            assertThat(as(caller, "SELECT DISTINCT tenant_id FROM " + table))
                    .as("%s", table)
                    .isSubsetOf(world.tenant());
        }
        assertThat(as(caller, "SELECT id FROM tenant")).containsExactly(world.tenant());
        assertThat(as(caller, "SELECT tenant_id FROM proxy_token")).containsExactly(world.tenant());
        assertThat(as(Caller.anonymous(""), "SELECT id FROM tenant")).isEmpty();
        assertThat(as(caller, search(world.tenant()))).hasSize(1);
        assertThat(as(caller, search(world.foreignTenant()))).isEmpty();
        assertThat(as(Caller.anonymous(""), search(world.tenant()))).isEmpty();
    }

    @Test
    void nothingIsSeenWhenNobodyCalls() {
        List<UUID> seen = transactions.execute(
                status -> jdbc.sql("SELECT id FROM tenant").query(UUID.class).list());
        assertThat(seen).isEmpty();
        assertThat(jdbc.sql("SELECT id FROM tenant").query(UUID.class).list()).isEmpty();
    }

    /** What looks for tokens before row-level security does. */
    private static String search(UUID tenant) {
        return "SELECT tokens_found('%s', '%%', '', 10)".formatted(tenant);
    }

    private List<UUID> as(Caller caller, String sql) {
        return current.as(
                caller,
                () -> Objects.requireNonNull(transactions.execute(
                        status -> jdbc.sql(sql).query(UUID.class).list())));
    }
}
