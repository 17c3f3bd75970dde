/** Repricings: usage of a range priced by other lists, as adjustments. */
@NullMarked
package dev.keyway.admin.usage.repricing;

import org.jspecify.annotations.NullMarked;
