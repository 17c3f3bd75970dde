package dev.keyway.admin.user;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Service accounts as callers: each holds one role over the team that owns it. */
@Component
class ServiceAccountCallers {

    private final JdbcClient jdbc;

    ServiceAccountCallers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Caller> find(UUID id) {
        return jdbc.sql("""
                        SELECT a.name, a.role, a.tenant_id, a.team_id FROM service_account a
                        JOIN team t ON t.id = a.team_id AND t.deleted_at IS NULL
                        WHERE a.id = ? AND a.disabled_at IS NULL AND a.deleted_at IS NULL""")
                .param(id)
                .query((row, n) -> new Caller(
                        CallerKind.SERVICE_ACCOUNT,
                        id,
                        row.getString("name"),
                        Set.of(new Grant(
                                Role.valueOf(row.getString("role")),
                                Scope.team(
                                        row.getObject("tenant_id", UUID.class), row.getObject("team_id", UUID.class)))),
                        false,
                        "",
                        null))
                .optional();
    }

    /** Whether the account is active. Until the transaction ends nobody changes it: what stops it afterwards finds what was made. */
    boolean holdUnchanged(UUID id) {
        return jdbc.sql(
                        "SELECT id FROM service_account WHERE id = ? AND disabled_at IS NULL AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query(UUID.class)
                .optional()
                .isPresent();
    }
}
