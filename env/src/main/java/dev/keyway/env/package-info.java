/** Settings of a {@code .env} file and of the environment: which there are, and what was set. */
@NullMarked
package dev.keyway.env;

import org.jspecify.annotations.NullMarked;
