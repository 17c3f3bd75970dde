/** State of the key pools that survives the process: calls, usage and cooldowns of each key, folded from the log. */
@NullMarked
package dev.keyway.filters.poolstate;

import org.jspecify.annotations.NullMarked;
