/** Admission: decides whether a resolved request may be sent. */
@NullMarked
package dev.keyway.filters.admission;

import org.jspecify.annotations.NullMarked;
