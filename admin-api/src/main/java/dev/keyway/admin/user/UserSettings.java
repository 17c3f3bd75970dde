package dev.keyway.admin.user;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What can be changed of a user.
 *
 * @param disabled may not sign in; their sessions end
 */
record UserSettings(
        @NotBlank @Size(max = 200) String login,
        @NotBlank @Size(max = 200) String name,
        boolean disabled) {}
