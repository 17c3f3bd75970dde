/** Commands of {@code ./keyway} that run several programs, or prepare one. */
@NullMarked
package dev.keyway.launcher;

import org.jspecify.annotations.NullMarked;
