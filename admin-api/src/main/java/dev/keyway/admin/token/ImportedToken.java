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
 * A token of another system, as an element of an import.
 *
 * @param token its secret
 * @param name none: {@code imported} and its last 4 characters
 * @param description none: empty
 * @param expiresAt none: never
 * @param labels texts by key; none: none
 */
record ImportedToken(
        @NotBlank String token,
        @Nullable @Size(min = 1, max = 120) @PlainName String name,
        @Nullable @Size(max = 2000) String description,
        @Nullable Instant expiresAt,
        @Nullable @Labels Map<String, String> labels) {

    @SuppressWarnings("NullAway") // The record takes what is left out.
    NewToken request() {
        String shown = name == null ? "imported " + token.substring(token.length() - 4) : name;
        return new NewToken(shown, description, expiresAt, null, null, LabelSets.of(labels));
    }

    @Override
    public String toString() {
        return "ImportedToken[name=" + name + "]";
    }
}
