package dev.keyway.admin.user;

import dev.keyway.admin.naming.PlainLogin;
import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What can be changed of a user.
 *
 * @param disabled may not sign in; their sessions and access tokens end for good
 */
record UserSettings(
        @NotBlank @Size(max = 200) @PlainLogin String login,
        @NotBlank @Size(max = 200) @PlainName String name,
        boolean disabled) {}
