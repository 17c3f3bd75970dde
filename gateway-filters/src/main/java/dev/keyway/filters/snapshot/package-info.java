/** Snapshot that serves: compiled from the model, swapped atomically when the model changes; providers that leave drain. */
@NullMarked
package dev.keyway.filters.snapshot;

import org.jspecify.annotations.NullMarked;
