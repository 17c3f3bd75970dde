/** Other settings while the gateway runs: compiled aside, swapped in at once, and what they leave behind put away. */
@NullMarked
package dev.keyway.filters.live;

import org.jspecify.annotations.NullMarked;
