/** Puts the plugin together in a Spring application. */
@NullMarked
package dev.keyway.filters.autoconfigure;

import org.jspecify.annotations.NullMarked;
