/** Order in which the ready keys are chosen, by strategy. */
@NullMarked
package dev.keyway.filters.keypool.choice;

import org.jspecify.annotations.NullMarked;
