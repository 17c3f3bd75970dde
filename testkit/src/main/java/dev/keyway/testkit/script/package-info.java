/** How a test says what the fake provider shall do: which request, and what becomes of its answer. */
@NullMarked
package dev.keyway.testkit.script;

import org.jspecify.annotations.NullMarked;
