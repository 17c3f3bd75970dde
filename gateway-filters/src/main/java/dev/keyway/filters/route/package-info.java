/** The gateway filter factories, and Keyway's own routes. */
@NullMarked
package dev.keyway.filters.route;

import org.jspecify.annotations.NullMarked;
