/** Concurrency limits of keys: those learnt from how calls end, and sums of them. */
@NullMarked
package dev.keyway.filters.keypool.concurrency;

import org.jspecify.annotations.NullMarked;
