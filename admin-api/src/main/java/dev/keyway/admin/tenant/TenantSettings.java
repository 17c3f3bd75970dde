package dev.keyway.admin.tenant;

import dev.keyway.admin.label.LabelSets;
import dev.keyway.admin.label.Labels;
import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/**
 * What can be set of a tenant.
 *
 * @param description none: empty
 * @param zone the time zone (IANA) in which its budget windows begin and end; none: UTC
 * @param blocked whether none of its tokens may call
 * @param labels texts by key, such as a cost centre; none: none. A patch changes those that it names, and null removes one
 * @param tagNames names of the tags that requests of its tokens may carry in {@code x-keyway-tags}; none: none. A patch replaces all
 */
public record TenantSettings(
        @NotBlank @Size(max = 120) @PlainName String name,
        @Size(max = 2000) String description,
        @TimeZone String zone,
        boolean blocked,
        @Labels Map<String, String> labels,
        @Size(max = 32) @TagNames List<String> tagNames) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    public TenantSettings {
        description = description == null ? "" : description;
        labels = LabelSets.of(labels);
        tagNames = tagNames == null ? List.of() : tagNames.stream().sorted().toList();
        zone = zone == null ? "UTC" : zone;
    }
}
