/** The scriptable fake provider. */
@NullMarked
package dev.keyway.testkit.provider;

import org.jspecify.annotations.NullMarked;
