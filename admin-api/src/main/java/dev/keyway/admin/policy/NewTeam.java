package dev.keyway.admin.policy;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * Where a token moves to.
 *
 * @param teamId another team of the same tenant
 */
record NewTeam(@NotNull UUID teamId) {}
