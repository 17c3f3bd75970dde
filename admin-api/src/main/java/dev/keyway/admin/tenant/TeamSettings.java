package dev.keyway.admin.tenant;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What can be set of a team.
 *
 * @param description none: empty
 * @param blocked whether none of its tokens may call
 */
public record TeamSettings(
        @NotBlank @Size(max = 120) String name,
        @Size(max = 2000) String description,
        boolean blocked) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    public TeamSettings {
        description = description == null ? "" : description;
    }
}
