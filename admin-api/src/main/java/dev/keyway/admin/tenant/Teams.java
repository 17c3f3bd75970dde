package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.label.LabelText;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Clock;
import java.util.List;
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

    private final TeamRows teams;
    private final Tenants tenants;
    private final Changes changes;
    private final CurrentCaller current;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    Teams(
            TeamRows teams,
            Tenants tenants,
            Changes changes,
            CurrentCaller current,
            MergePatch patches,
            Ids ids,
            Clock clock) {
        this.teams = teams;
        this.tenants = tenants;
        this.changes = changes;
        this.current = current;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
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
        Team team = new Team(
                ids.next(), tenant, settings, current.get().administers(Scope.tenant(tenant)), clock.instant());
        teams.save(team);
        changes.flush();
        changes.record(Change.created(Subject.TEAM, team.id(), team.scope(), team.view()));
        return team.view();
    }

    public TeamView change(UUID tenant, UUID id, IfMatch version, JsonNode patch) {
        Team team = find(tenant, id);
        version.require(team.version());
        TeamView before = team.view();
        TeamSettings settings = patches.apply(team.settings(), patch, TeamSettings.class, before);
        if (settings.equals(team.settings())) {
            return before;
        }
        team.change(settings, current.get().administers(team.scope()), clock.instant());
        changes.flush();
        changes.record(Change.updated(Subject.TEAM, id, team.scope(), before, team.view()));
        return team.view();
    }

    /** @throws ProblemException if the current call deletes the team and names another version of it */
    public void requireVersion(TeamView team) {
        changes.requireVersion(Change.deleted(Subject.TEAM, team.id(), Scope.team(team.tenantId(), team.id()), team));
    }

    /** Deletes one whose tokens are all revoked; its row stays for usage and audit, which name it. */
    public void delete(UUID tenant, UUID id) {
        Team team = find(tenant, id);
        TeamView before = team.view();
        requireVersion(before);
        team.delete(clock.instant());
        changes.flush();
        if (teams.tokens(tenant, id) > 0) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT, "The team has tokens: revoke them first, or delete it with revokeTokens=true.");
        }
        changes.record(Change.deleted(Subject.TEAM, id, team.scope(), before));
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
