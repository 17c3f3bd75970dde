/** The fake provider as a program. */
@NullMarked
package dev.keyway.testkit;

import org.jspecify.annotations.NullMarked;
