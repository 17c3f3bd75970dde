/** A client that says exactly the bytes it is given, for everything a well-behaved client never sends. */
@NullMarked
package dev.keyway.testkit.raw;

import org.jspecify.annotations.NullMarked;
