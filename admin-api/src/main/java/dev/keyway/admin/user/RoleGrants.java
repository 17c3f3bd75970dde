package dev.keyway.admin.user;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who holds which role over what. Nobody gives or takes a role that they may not give. */
@Service
@Transactional
public class RoleGrants {

    private static final String SELECT = """
            SELECT g.id, g.user_id, u.login, u.name, g.role, g.tenant_id, g.team_id, g.source, g.created_at
            FROM role_grant g JOIN user_account u ON u.id = g.user_id AND u.deleted_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final Changes changes;
    private final CurrentCaller current;
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    RoleGrants(
            JdbcClient jdbc,
            Changes changes,
            CurrentCaller current,
            Ids ids,
            Clock clock,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.current = current;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    /** All that a person holds, of what the caller may see. */
    @Transactional(readOnly = true)
    public List<GrantView> of(UUID user) {
        return jdbc.sql(SELECT + "WHERE g.user_id = ? ORDER BY g.id")
                .param(user)
                .query(RoleGrants::view)
                .list();
    }

    /** Whether a person holds any role in a tenant. */
    @Transactional(readOnly = true)
    public boolean areHeld(UUID user, @Nullable UUID tenant) {
        return jdbc.sql("""
                                SELECT count(*) FROM role_grant g JOIN user_account u ON u.id = g.user_id AND u.deleted_at IS NULL
                                WHERE g.user_id = ? AND g.tenant_id = ?
                                """).param(user).param(tenant).query(Long.class).single() > 0;
    }

    /** Who holds a role over exactly this scope. */
    @Transactional(readOnly = true)
    public Page<GrantView> over(Scope scope, PageRequest page) {
        Filter filter = Filter.where("g.id < ?", page.before());
        narrow(filter, "g.tenant_id", scope.tenant());
        narrow(filter, "g.team_id", scope.team());
        List<GrantView> rows = jdbc.sql(SELECT + "WHERE " + filter.sql() + " ORDER BY g.id DESC LIMIT ?")
                .params(filter.values(page.fetch()))
                .query(RoleGrants::view)
                .list();
        return Page.of(rows, page, GrantView::id, row -> row);
    }

    /** Not by IS NOT DISTINCT FROM, for which PostgreSQL uses no index. */
    private static void narrow(Filter filter, String column, @Nullable UUID value) {
        var unused = value == null ? filter.and(column + " IS NULL") : filter.and(column + " = ?", value);
    }

    /**
     * Lets the caller give a role.
     *
     * @throws ProblemException if the caller may not, or the person has it
     */
    public GrantView assign(UUID user, Grant grant) {
        current.get().requireMayGive(grant.role(), grant.scope());
        boolean known = jdbc.sql("SELECT count(*) FROM user_account WHERE id = ? AND deleted_at IS NULL")
                        .param(user)
                        .query(Long.class)
                        .single()
                > 0;
        if (!known) {
            throw ProblemException.invalid("userId", "must be a user's id");
        }
        return give(user, grant);
    }

    /** Takes a role from whoever holds it over this scope. */
    public void remove(UUID id, Scope scope) {
        GrantView view = get(id, scope);
        Grant grant = view.grant();
        current.get().requireMayGive(grant.role(), grant.scope());
        requireAnotherOwner(view);
        jdbc.sql("DELETE FROM role_grant WHERE id = ?").param(id).update();
        changes.record(Change.deleted(Subject.ROLE_GRANT, id, grant.scope(), view));
        events.publishEvent(new AccessLost(view.userId()));
    }

    /**
     * Puts another role in the place of one, in one step.
     *
     * @param scope which the role must lie in
     * @param change from what is held to what is wanted
     * @throws ProblemException if the caller may not take the one or give the other, or it follows from a claim
     */
    public GrantView replace(UUID id, Scope scope, Function<GrantView, Grant> change) {
        GrantView before = get(id, scope);
        Grant wanted = change.apply(before);
        current.get().requireMayGive(before.role(), before.grant().scope());
        current.get().requireMayGive(wanted.role(), wanted.scope());
        if (before.source() == GrantView.Source.OIDC) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT, "The role follows from a claim at sign-in: change the rule, or the claim.");
        }
        if (wanted.role() != Role.OWNER) {
            requireAnotherOwner(before);
        }
        jdbc.sql("UPDATE role_grant SET role = ?, tenant_id = ?, team_id = ?, version = version + 1 WHERE id = ?")
                .params(Arrays.asList(
                        wanted.role().name(),
                        wanted.scope().tenant(),
                        wanted.scope().team(),
                        id))
                .update();
        GrantView after = get(id, wanted.scope());
        changes.record(Change.updated(Subject.ROLE_GRANT, id, wanted.scope(), before, after));
        events.publishEvent(new AccessLost(before.userId()));
        return after;
    }

    private GrantView get(UUID id, Scope scope) {
        return jdbc.sql(SELECT + "WHERE g.id = ?")
                .param(id)
                .query(RoleGrants::view)
                .optional()
                .filter(found -> scope.covers(found.grant().scope()))
                .orElseThrow(() -> ProblemException.notFound("role grant"));
    }

    GrantView give(UUID user, Grant grant) {
        return give(user, grant, GrantView.Source.ASSIGNED);
    }

    /** Gives what follows from claims, and takes what followed from earlier ones and no longer does. */
    void follow(UUID user, Set<Grant> given) {
        Set<Grant> held = heldBy(user);
        for (GrantView view : of(user)) {
            Grant grant = new Grant(view.role(), new Scope(view.tenantId(), view.teamId()));
            if (view.source() == GrantView.Source.OIDC && !given.contains(grant)) {
                jdbc.sql("DELETE FROM role_grant WHERE id = ?").param(view.id()).update();
                changes.record(Change.deleted(Subject.ROLE_GRANT, view.id(), grant.scope(), view));
            }
        }
        given.stream().filter(grant -> !held.contains(grant)).forEach(grant -> {
            GrantView unused = give(user, grant, GrantView.Source.OIDC);
        });
        if (!given.containsAll(held)) {
            events.publishEvent(new AccessLost(user));
        }
    }

    private GrantView give(UUID user, Grant grant, GrantView.Source source) {
        UUID id = ids.next();
        jdbc.sql("""
                INSERT INTO role_grant (id, user_id, role, tenant_id, team_id, source, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        id,
                        user,
                        grant.role().name(),
                        grant.scope().tenant(),
                        grant.scope().team(),
                        source.name(),
                        Timestamp.from(clock.instant())))
                .update();
        GrantView view = jdbc.sql(SELECT + "WHERE g.id = ?")
                .param(id)
                .query(RoleGrants::view)
                .single();
        changes.record(Change.created(Subject.ROLE_GRANT, id, grant.scope(), view));
        return view;
    }

    Set<Grant> heldBy(UUID user) {
        return of(user).stream()
                .map(view -> new Grant(view.role(), new Scope(view.tenantId(), view.teamId())))
                .collect(Collectors.toSet());
    }

    /** Takes everything from a person who leaves. */
    void endAll(UUID user) {
        for (GrantView view : of(user)) {
            requireAnotherOwner(view);
            jdbc.sql("DELETE FROM role_grant WHERE id = ?").param(view.id()).update();
            changes.record(
                    Change.deleted(Subject.ROLE_GRANT, view.id(), new Scope(view.tenantId(), view.teamId()), view));
        }
    }

    /**
     * Owners and their accounts are locked while one leaves, so that two who leave at once do not leave nobody. One who is an owner by a claim does
     * not count: the claim may be gone tomorrow.
     */
    private void requireAnotherOwner(GrantView leaving) {
        if (leaving.role() != Role.OWNER || leaving.source() == GrantView.Source.OIDC) {
            return;
        }
        boolean another =
                jdbc.sql("""
                        SELECT g.user_id FROM role_grant g JOIN user_account u ON u.id = g.user_id
                        WHERE g.role = 'OWNER' AND g.source = 'ASSIGNED' AND u.deleted_at IS NULL AND u.disabled_at IS NULL
                          AND (u.password_hash IS NOT NULL OR u.oidc_subject IS NOT NULL)
                        FOR UPDATE OF g, u""").query(UUID.class).list().stream().anyMatch(owner -> !owner.equals(leaving.userId()));
        if (!another) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT, "The last owner who can sign in stays: make another one first.");
        }
    }

    /** Before an owner is disabled. */
    void requireAnotherOwner(UUID user) {
        of(user).forEach(this::requireAnotherOwner);
    }

    private static GrantView view(ResultSet row, int number) throws SQLException {
        return new GrantView(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("login"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getObject("tenant_id", UUID.class),
                row.getObject("team_id", UUID.class),
                GrantView.Source.valueOf(row.getString("source")),
                row.getTimestamp("created_at").toInstant());
    }
}
