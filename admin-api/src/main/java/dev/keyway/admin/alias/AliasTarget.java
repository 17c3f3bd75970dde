package dev.keyway.admin.alias;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * A target of an alias.
 *
 * @param model its name at the provider
 */
public record AliasTarget(
        @NotNull UUID providerId, @NotBlank @Size(max = 200) String model) {}
