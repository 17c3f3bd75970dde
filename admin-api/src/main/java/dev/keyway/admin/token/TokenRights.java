package dev.keyway.admin.token;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.util.EnumSet;
import java.util.Set;

/** Who may change tokens, where a route's path does not name their team. */
final class TokenRights {

    static final Set<Role> CHANGE = EnumSet.of(Role.OWNER, Role.ADMIN, Role.TENANT_ADMIN, Role.TEAM_ADMIN);

    private TokenRights() {}

    static boolean mayChange(Caller caller, Scope team) {
        return caller.scopes(CHANGE).stream().anyMatch(scope -> scope.covers(team));
    }
}
