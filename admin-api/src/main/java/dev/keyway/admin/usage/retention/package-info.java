/** Months of usage: made ahead, and dropped once their sums are closed. */
@NullMarked
package dev.keyway.admin.usage.retention;

import org.jspecify.annotations.NullMarked;
