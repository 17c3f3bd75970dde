package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Role;
import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What can be set of a service account.
 *
 * @param role TEAM_ADMIN or MEMBER, over its team; none: MEMBER
 * @param disabled its access tokens end for good, and its proxy tokens are blocked
 */
public record ServiceAccountSettings(
        @NotBlank @Size(max = 120) @PlainName String name, Role role, boolean disabled) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    public ServiceAccountSettings {
        role = role == null ? Role.MEMBER : role;
    }
}
