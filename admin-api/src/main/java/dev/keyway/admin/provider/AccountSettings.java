package dev.keyway.admin.provider;

import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What can be set of a provider account. */
public record AccountSettings(
        @NotBlank @Size(max = 120) @PlainName String name) {}
