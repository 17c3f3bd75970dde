package dev.keyway.admin.security;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.util.List;
import java.util.Set;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A row of permissions.csv: who may call a route.
 *
 * @param open to those who are not signed in
 * @param entry whom it is open to without a role
 * @param narrowedBy query parameters with ids of what the caller must see: for anything else the route finds nothing
 */
record Permission(
        String method, PathPattern path, boolean open, Entry entry, Set<Role> roles, List<String> narrowedBy) {

    /** Whom a route is open to without a role. */
    enum Entry {
        NOBODY,
        /** Everyone who is signed in, whatever their roles. */
        SIGNED_IN,
        /** Gateways, and nobody else. */
        GATEWAY,
        /** Replicas that are to become gateways, and nobody else. */
        GROUP
    }

    /** What is allowed before a password that must be changed is changed. */
    private static final Set<String> WITH_PASSWORD_DUE = Set.of("GET /api/v1/session", "PUT /api/v1/me/password");

    private static final Set<String> READS = Set.of("GET", "HEAD");

    /**
     * Whether a caller may call it for a scope. A role over something within the scope is enough: where the row has such a role, the
     * route answers for what the caller's roles are held over.
     */
    boolean allows(Caller caller, Scope scope) {
        if (open) {
            return true;
        }
        if (caller.passwordDue()) {
            return WITH_PASSWORD_DUE.contains(route());
        }
        if (caller.kind() == CallerKind.GATEWAY) {
            return entry == Entry.GATEWAY;
        }
        if (caller.kind() == CallerKind.GATEWAY_GROUP) {
            return entry == Entry.GROUP;
        }
        if (caller.kind() == CallerKind.ANONYMOUS || (caller.readOnly() && !READS.contains(method))) {
            return false;
        }
        return entry == Entry.SIGNED_IN || caller.holdsOverSomeOf(scope, roles);
    }

    String route() {
        return method + " " + path.getPatternString();
    }
}
