/** A configured provider, ready to be called. */
@NullMarked
package dev.keyway.filters.provider;

import org.jspecify.annotations.NullMarked;
