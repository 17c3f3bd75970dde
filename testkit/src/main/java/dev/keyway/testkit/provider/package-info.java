/** The fake provider itself: sockets, keys, limits, what it received. */
@NullMarked
package dev.keyway.testkit.provider;

import org.jspecify.annotations.NullMarked;
