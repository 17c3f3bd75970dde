package dev.keyway.admin.signin;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.Role;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The caller and their roles.
 *
 * @param passwordDue whether the password must be changed first: until then nothing else is allowed
 */
public record Me(
        CallerKind kind, @Nullable UUID id, String name, boolean readOnly, boolean passwordDue, List<Held> roles) {

    /** A role that the caller holds; both IDs are null for a role over the installation. */
    public record Held(
            Role role, @Nullable UUID tenantId, @Nullable UUID teamId) {}

    static Me of(Caller caller) {
        return new Me(
                caller.kind(),
                caller.id(),
                caller.name(),
                caller.readOnly(),
                caller.passwordDue(),
                caller.grants().stream()
                        .map(grant -> new Held(
                                grant.role(),
                                grant.scope().tenant(),
                                grant.scope().team()))
                        .sorted(Comparator.comparing(Held::role))
                        .toList());
    }
}
