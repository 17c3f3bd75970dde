package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.user.GrantView;
import dev.keyway.admin.user.NewGrant;
import dev.keyway.admin.user.RoleGrants;
import dev.keyway.admin.user.Users;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who holds a role in a tenant or in a team. */
@Service
@Transactional
class Members {

    private final Tenants tenants;
    private final Teams teams;
    private final Users users;
    private final RoleGrants grants;
    private final CurrentCaller current;

    Members(Tenants tenants, Teams teams, Users users, RoleGrants grants, CurrentCaller current) {
        this.tenants = tenants;
        this.teams = teams;
        this.users = users;
        this.grants = grants;
        this.current = current;
    }

    @Transactional(readOnly = true)
    public Page<GrantView> page(Scope scope, PageRequest page) {
        requireThere(scope);
        return grants.over(scope, page);
    }

    GrantView add(Scope scope, NewMember request) {
        if (request.role().level() != scope.level()) {
            throw ProblemException.invalid(
                    "role",
                    "must be one of "
                            + Arrays.stream(Role.values())
                                    .filter(role -> role.level() == scope.level())
                                    .map(Role::name)
                                    .collect(Collectors.joining(", ")));
        }
        requireThere(scope);
        return grants.assign(user(scope, request), new Grant(request.role(), scope));
    }

    /** Gives a member another role, or the same in another team, in one step. */
    GrantView replace(Scope scope, UUID grant, NewRole request) {
        requireThere(scope);
        UUID tenant = Objects.requireNonNull(scope.tenant());
        return grants.replace(grant, scope, before -> {
            boolean inTeam = request.role().level() == Role.Level.TEAM;
            UUID team = !inTeam || request.teamId() != null ? request.teamId() : before.teamId();
            Grant wanted = new NewGrant(request.role(), tenant, team).grant();
            requireThere(wanted.scope());
            return wanted;
        });
    }

    void remove(Scope scope, UUID grant) {
        requireThere(scope);
        grants.remove(grant, scope);
    }

    private UUID user(Scope scope, NewMember request) {
        if ((request.userId() == null) == (request.login() == null)) {
            throw ProblemException.invalid("userId", "or login must be given, and not both");
        }
        Optional<UUID> named =
                request.userId() != null ? Optional.of(request.userId()) : users.find(String.valueOf(request.login()));
        String field = request.userId() != null ? "userId" : "login";
        if (current.get().administers(scope).equals(Optional.of(Role.Level.TEAM))) {
            return named.filter(user -> grants.areHeld(user, scope.tenant()))
                    .orElseThrow(() -> ProblemException.invalid(
                            field,
                            "must belong to a user with a role in the tenant; its administrators can add others"));
        }
        return named.orElseThrow(() -> ProblemException.invalid(field, "must be a user's login"));
    }

    private void requireThere(Scope scope) {
        UUID tenant = Objects.requireNonNull(scope.tenant());
        if (scope.team() == null) {
            TenantView unused = tenants.get(tenant);
        } else {
            TeamView unused = teams.get(tenant, scope.team());
        }
    }
}
