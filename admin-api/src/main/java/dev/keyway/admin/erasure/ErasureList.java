package dev.keyway.admin.erasure;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Erasures to apply again, as the list has them.
 *
 * @param items at most 200
 */
record ErasureList(@NotNull @Size(min = 1, max = 200) List<@NotNull @Valid ErasureView> items) {}
