package dev.keyway.admin.tenant;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What can be set of a tenant.
 *
 * @param description none: empty
 * @param zone the time zone (IANA) in which its budget windows begin and end; none: UTC
 * @param blocked whether none of its tokens may call
 */
public record TenantSettings(
        @NotBlank @Size(max = 120) String name,
        @Size(max = 2000) String description,
        @TimeZone String zone,
        boolean blocked) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    public TenantSettings {
        description = description == null ? "" : description;
        zone = zone == null ? "UTC" : zone;
    }
}
