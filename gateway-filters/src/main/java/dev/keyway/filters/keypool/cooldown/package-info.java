/** Cooldowns: what they apply to, how long they last and which successes end them. */
@NullMarked
package dev.keyway.filters.keypool.cooldown;

import org.jspecify.annotations.NullMarked;
