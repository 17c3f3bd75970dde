package dev.keyway.admin.oidc;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which roles follow from claims. Nobody makes a rule for a role that they may not give. */
@Service
@Transactional
class OidcRules {

    private static final String SELECT =
            "SELECT r.id, r.claim, r.value, r.role, r.tenant_id, r.team_id, r.created_at FROM oidc_rule r ";

    private final JdbcClient jdbc;
    private final Changes changes;
    private final CurrentCaller current;
    private final Ids ids;
    private final Clock clock;

    OidcRules(JdbcClient jdbc, Changes changes, CurrentCaller current, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.current = current;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<OidcRule> page(PageRequest page) {
        return Page.of(
                jdbc.sql(SELECT + "WHERE r.id < ? ORDER BY r.id DESC LIMIT ?")
                        .params(page.before(), page.fetch())
                        .query(OidcRules::rule)
                        .list(),
                page,
                OidcRule::id,
                rule -> rule);
    }

    /** What the claims give, over tenants and teams that are still there. Runs as the service itself. */
    @Transactional(readOnly = true)
    public Set<Grant> grants(Map<String, Object> claims) {
        return jdbc.sql(SELECT + """
                        WHERE NOT EXISTS (SELECT FROM tenant t WHERE t.id = r.tenant_id AND t.deleted_at IS NOT NULL)
                          AND NOT EXISTS (SELECT FROM team t WHERE t.id = r.team_id AND t.deleted_at IS NOT NULL)""").query(OidcRules::rule).list().stream()
                .filter(rule -> rule.matches(claims))
                .map(OidcRule::grant)
                .collect(Collectors.toSet());
    }

    public OidcRule create(NewOidcRule request) {
        Grant grant = request.grant();
        current.get().requireMayGive(grant.role(), grant.scope());
        UUID id = ids.next();
        int added = jdbc.sql("""
                        INSERT INTO oidc_rule (id, claim, value, role, tenant_id, team_id, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (claim, value, role, tenant_id, team_id) DO NOTHING""")
                .params(Arrays.asList(
                        id,
                        request.claim(),
                        request.value(),
                        grant.role().name(),
                        grant.scope().tenant(),
                        grant.scope().team(),
                        Timestamp.from(clock.instant())))
                .update();
        if (added == 0) {
            throw ProblemException.of(ErrorCode.CONFLICT, "There is this rule already.");
        }
        OidcRule rule = get(id);
        changes.record(Change.created(Subject.OIDC_RULE, id, grant.scope(), rule));
        return rule;
    }

    public void delete(UUID id) {
        OidcRule rule = get(id);
        current.get().requireMayGive(rule.grant().role(), rule.grant().scope());
        int unused = jdbc.sql("DELETE FROM oidc_rule WHERE id = ?").param(id).update();
        changes.record(Change.deleted(Subject.OIDC_RULE, id, rule.grant().scope(), rule));
    }

    private OidcRule get(UUID id) {
        return jdbc.sql(SELECT + "WHERE r.id = ?")
                .param(id)
                .query(OidcRules::rule)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("rule"));
    }

    private static OidcRule rule(ResultSet row, int number) throws SQLException {
        return new OidcRule(
                row.getObject("id", UUID.class),
                row.getString("claim"),
                row.getString("value"),
                Role.valueOf(row.getString("role")),
                row.getObject("tenant_id", UUID.class),
                row.getObject("team_id", UUID.class),
                row.getTimestamp("created_at").toInstant());
    }
}
