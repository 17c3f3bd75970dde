package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Lifecycle;
import dev.keyway.admin.change.Lifecycles;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.label.LabelText;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The teams of tenants. */
@Service
@Transactional
public class Teams {

    private final TeamRepository teams;
    private final Tenants tenants;
    private final Changes changes;
    private final CurrentCaller current;
    private final Lifecycle<TeamSettings, TeamView> lifecycle;

    Teams(TeamRepository teams, Tenants tenants, Changes changes, CurrentCaller current, Lifecycles lifecycles) {
        this.teams = teams;
        this.tenants = tenants;
        this.changes = changes;
        this.current = current;
        this.lifecycle =
                lifecycles.of(Subject.TEAM, TeamSettings.class, team -> Scope.team(team.tenantId(), team.id()));
    }

    /** Those that the caller may see. */
    @Transactional(readOnly = true)
    public Page<TeamView> page(UUID tenant, PageRequest page, String search, @Nullable String label) {
        TenantView known = tenants.get(tenant);
        String pattern = Search.containing(search);
        String labels = LabelText.wanted(label);
        Limit limit = Limit.of(page.fetch());
        List<Team> rows = current.get()
                .teamsIn(known.id())
                .map(own -> teams.pageOfOwn(tenant, own, page.before(), pattern, labels, limit))
                .orElseGet(() -> teams.page(tenant, page.before(), pattern, labels, limit));
        return Page.of(rows, page, Team::id, Team::view);
    }

    /** Those of every tenant that the caller may see as a whole. */
    @Transactional(readOnly = true)
    public List<TeamView> all() {
        return teams.all().stream()
                .filter(team -> current.get().teamsIn(team.tenant()).isEmpty())
                .map(Team::view)
                .toList();
    }

    /** @throws ProblemException if there is none, or the caller may not see it */
    @Transactional(readOnly = true)
    public TeamView get(UUID tenant, UUID id) {
        return find(tenant, id).view();
    }

    public TeamView create(UUID tenant, TeamSettings settings) {
        tenants.hold(tenant);
        Optional<Role.Level> level = current.get().administers(Scope.tenant(tenant));
        return lifecycle.create((id, now) -> teams.save(new Team(id, tenant, settings, level, now))::view);
    }

    public TeamView change(UUID tenant, UUID id, IfMatch version, JsonNode patch) {
        Team team = find(tenant, id);
        return lifecycle.change(
                team::view,
                team.settings(),
                version,
                patch,
                (settings, now) -> team.change(settings, current.get().administers(team.scope()), now));
    }

    /** @throws ProblemException if the current call deletes the team and names another version of it */
    public void requireVersion(TeamView team) {
        changes.requireVersion(Change.deleted(Subject.TEAM, team.id(), Scope.team(team.tenantId(), team.id()), team));
    }

    /** Deletes one whose tokens are all revoked; its row stays for usage and audit, which name it. */
    public void delete(UUID tenant, UUID id) {
        Team team = find(tenant, id);
        lifecycle.delete(team.view(), team::delete, () -> {
            if (teams.tokens(tenant, id) > 0) {
                throw ProblemException.of(
                        ErrorCode.CONFLICT,
                        "The team has tokens: revoke them first, or delete it with revokeTokens=true.");
            }
        });
    }

    /**
     * Makes sure that it is there, and stays while something is made in it.
     *
     * @throws ProblemException if there is none, or the caller may not see it
     */
    public Scope hold(UUID tenant, UUID id) {
        return teams.hold(tenant, id)
                .orElseThrow(() -> ProblemException.notFound("team"))
                .scope();
    }

    /**
     * As {@link #hold}, where something is made that calls the gateway.
     *
     * @throws ProblemException if the team or its tenant is blocked, too
     */
    public Scope holdUnblocked(UUID tenant, UUID id) {
        Scope scope = hold(tenant, id);
        if (find(tenant, id).view().blockedAt() != null || tenants.get(tenant).blockedAt() != null) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The team or its tenant is blocked: unblock it first.");
        }
        return scope;
    }

    private Team find(UUID tenant, UUID id) {
        return teams.find(tenant, id).orElseThrow(() -> ProblemException.notFound("team"));
    }
}
