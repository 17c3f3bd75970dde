package dev.keyway.admin.usage.log;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Resolution of a gap.
 *
 * @param resolution what was done about it
 */
record GapResolution(@NotBlank @Size(max = 2000) String resolution) {}
