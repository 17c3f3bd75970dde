/** How soon a key that falls free is used again. */
@NullMarked
package dev.keyway.bench.wakeup;

import org.jspecify.annotations.NullMarked;
