/** Which key serves a call: choice, permits, cooldowns, the fair queue and the breaker. */
@NullMarked
package dev.keyway.filters.keypool;

import org.jspecify.annotations.NullMarked;
