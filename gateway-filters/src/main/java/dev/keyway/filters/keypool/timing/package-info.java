/** Timers of a key pool: what falls due when, and the one wake-up for all of it. */
@NullMarked
package dev.keyway.filters.keypool.timing;

import org.jspecify.annotations.NullMarked;
