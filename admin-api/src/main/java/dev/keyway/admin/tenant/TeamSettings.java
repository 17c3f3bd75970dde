package dev.keyway.admin.tenant;

import dev.keyway.admin.label.LabelSets;
import dev.keyway.admin.label.Labels;
import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * What can be set of a team.
 *
 * @param description none: empty
 * @param blocked whether none of its tokens may call
 * @param labels texts by key, such as a cost centre; none: none. A patch changes those that it names, and null removes one
 */
public record TeamSettings(
        @NotBlank @Size(max = 120) @PlainName String name,
        @Size(max = 2000) String description,
        boolean blocked,
        @Labels Map<String, String> labels) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    public TeamSettings {
        description = description == null ? "" : description;
        labels = LabelSets.of(labels);
    }
}
