package dev.keyway.admin.alias;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;

/**
 * What can be set of an alias.
 *
 * @param targets in the order in which they are tried
 */
public record AliasSettings(
        @NotNull
        @Size(max = 200)
        @Pattern(regexp = "[^\\s\\p{Cntrl}*]+", message = "must be a model name: no white space, no *")
        String name,

        @Size(max = 2000) String description,
        @NotEmpty @Size(max = 20) List<@NotNull @Valid AliasTarget> targets) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    public AliasSettings {
        description = description == null ? "" : description;
        targets = targets == null ? List.of() : Collections.unmodifiableList(targets);
    }
}
