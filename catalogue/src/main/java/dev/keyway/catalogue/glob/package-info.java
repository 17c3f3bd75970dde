/** Patterns of names with {@code *}, matched in linear time. */
@NullMarked
package dev.keyway.catalogue.glob;

import org.jspecify.annotations.NullMarked;
