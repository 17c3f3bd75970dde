package dev.keyway.admin.provider;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What can be set of a provider account. */
public record AccountSettings(@NotBlank @Size(max = 120) String name) {}
