/** What goes wrong, under a stable code: the one list of errors a caller can meet. */
@NullMarked
package dev.keyway.filters.problem;

import org.jspecify.annotations.NullMarked;
