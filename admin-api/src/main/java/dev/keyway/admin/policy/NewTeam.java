package dev.keyway.admin.policy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Where a token moves to.
 *
 * @param teamId another team of the same tenant: its id, or its name
 */
record NewTeam(@NotBlank @Size(max = 120) String teamId) {}
