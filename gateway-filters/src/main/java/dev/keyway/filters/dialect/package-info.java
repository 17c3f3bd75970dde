/** How each API family spells errors, in an answer and in the middle of a stream. */
@NullMarked
package dev.keyway.filters.dialect;

import org.jspecify.annotations.NullMarked;
