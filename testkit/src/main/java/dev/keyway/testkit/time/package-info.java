/** Time in tests: a clock that moves when told, and waiting for a condition. */
@NullMarked
package dev.keyway.testkit.time;

import org.jspecify.annotations.NullMarked;
