package dev.keyway.admin.token;

import dev.keyway.admin.label.LabelSets;
import dev.keyway.admin.label.Labels;
import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a token.
 *
 * @param expiresAt null: never
 * @param blocked whether it may not call for now
 * @param labels texts by key, such as a cost centre. A patch changes those that it names, and null removes one
 */
record TokenSettings(
        @NotBlank @Size(max = 120) @PlainName String name,
        @Size(max = 2000) String description,
        @Nullable Instant expiresAt,
        boolean blocked,
        @Labels Map<String, String> labels) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    TokenSettings {
        description = description == null ? "" : description;
        labels = LabelSets.of(labels);
    }

    TokenSettings withBlocked(boolean now) {
        return new TokenSettings(name, description, expiresAt, now, labels);
    }
}
