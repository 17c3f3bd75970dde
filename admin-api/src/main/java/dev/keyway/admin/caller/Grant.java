package dev.keyway.admin.caller;

/** That a role is held over something. */
public record Grant(Role role, Scope scope) {

    /** @throws IllegalArgumentException if the role is not held over such a scope */
    public Grant {
        if (role.level() != scope.level()) {
            throw new IllegalArgumentException(role + " is held over " + role.level());
        }
    }
}
