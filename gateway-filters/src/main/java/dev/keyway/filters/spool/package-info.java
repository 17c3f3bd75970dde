/** Append-only segment files that survive a killed process. */
@NullMarked
package dev.keyway.filters.spool;

import org.jspecify.annotations.NullMarked;
