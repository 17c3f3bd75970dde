package dev.keyway.admin.oidc;

import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.edit.Resource;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a role follows from a claim, as the API shows it.
 *
 * @param claim its name, or a path with dots into claims that are objects
 * @param value the value that it must be or contain; *: anything
 */
public record OidcRule(
        UUID id,
        String claim,
        String value,
        Role role,
        @Nullable UUID tenantId,
        @Nullable UUID teamId,
        Instant createdAt)
        implements Resource {

    private static final String ANY = "*";

    boolean matches(Map<String, Object> claims) {
        Object claimed = claims.containsKey(claim) ? claims.get(claim) : within(claims);
        if (claimed == null || (claim.equals("email") && Boolean.FALSE.equals(claims.get("email_verified")))) {
            return false;
        }
        return claimed instanceof Collection<?> many ? many.stream().anyMatch(this::is) : is(claimed);
    }

    Grant grant() {
        return new Grant(role, new Scope(tenantId, teamId));
    }

    private @Nullable Object within(Map<String, Object> claims) {
        Object at = claims;
        for (String name : claim.split("\\.", -1)) {
            at = at instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return at;
    }

    private boolean is(@Nullable Object claimed) {
        return value.equals(ANY) || value.equals(String.valueOf(claimed));
    }
}
