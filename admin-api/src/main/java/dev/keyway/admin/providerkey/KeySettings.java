package dev.keyway.admin.providerkey;

import dev.keyway.admin.naming.PlainName;
import dev.keyway.admin.policy.ModelPattern;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a provider key.
 *
 * @param accountId null: an account of its own
 * @param maxInFlight null: as the provider has it
 * @param allowedModels empty: all
 */
record KeySettings(
        @NotBlank @Size(max = 120) @PlainName String name,
        @Nullable UUID accountId,
        @Min(1) @Max(1000) int weight,
        @Min(0) @Max(9) int tier,
        @Nullable @Min(0) Integer maxInFlight,
        @Size(max = 200) List<@NotBlank @Size(max = 200) @ModelPattern String> allowedModels,
        boolean disabled) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    KeySettings {
        allowedModels = allowedModels == null ? List.of() : List.copyOf(allowedModels);
    }
}
