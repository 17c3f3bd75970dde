package dev.keyway.admin.tenant;

import dev.keyway.admin.label.LabelSets;
import dev.keyway.admin.label.Labels;
import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * What can be set of a tenant.
 *
 * @param description none: empty
 * @param zone the time zone (IANA) in which its budget windows begin and end; none: UTC
 * @param blocked whether none of its tokens may call
 * @param labels texts by key, such as a cost centre; none: none. A patch changes those that it names, and null removes one
 */
public record TenantSettings(
        @NotBlank @Size(max = 120) @PlainName String name,
        @Size(max = 2000) String description,
        @TimeZone String zone,
        boolean blocked,
        @Labels Map<String, String> labels) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    public TenantSettings {
        description = description == null ? "" : description;
        labels = LabelSets.of(labels);
        zone = zone == null ? "UTC" : zone;
    }
}
