/** How each API family spells errors and streams. */
@NullMarked
package dev.keyway.filters.dialect;

import org.jspecify.annotations.NullMarked;
