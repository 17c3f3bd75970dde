/** Queue of the demands that wait for a key, fair between teams. */
@NullMarked
package dev.keyway.filters.keypool.queue;

import org.jspecify.annotations.NullMarked;
