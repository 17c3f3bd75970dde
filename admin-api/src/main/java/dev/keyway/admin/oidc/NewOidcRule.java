package dev.keyway.admin.oidc;

import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.user.NewGrant;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule to be.
 *
 * @param claim its name, or a path with dots into claims that are objects, such as {@code realm_access.roles}
 * @param value the value that it must be or contain; *: anything
 */
record NewOidcRule(
        @NotBlank @Size(max = 200) String claim,
        @NotBlank @Size(max = 500) String value,
        @NotNull Role role,
        @Nullable UUID tenantId,
        @Nullable UUID teamId) {

    Grant grant() {
        return new NewGrant(role, tenantId, teamId).grant();
    }
}
