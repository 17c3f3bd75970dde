/** The product on one machine: what {@code ./keyway up} starts, in which order, and what it says. */
@NullMarked
package dev.keyway.launcher.up;

import org.jspecify.annotations.NullMarked;
