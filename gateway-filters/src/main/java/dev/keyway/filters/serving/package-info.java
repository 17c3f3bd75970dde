/** Serving: the one way from a resolved request to its response. */
@NullMarked
package dev.keyway.filters.serving;

import org.jspecify.annotations.NullMarked;
