/** Keyway's own endpoints: the front door before any route is chosen. */
@NullMarked
package dev.keyway.filters.edge;

import org.jspecify.annotations.NullMarked;
