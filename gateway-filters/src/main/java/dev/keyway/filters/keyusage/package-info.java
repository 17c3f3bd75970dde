/** What each key served, cost and suffers from: the books of a gateway that stands alone. */
@NullMarked
package dev.keyway.filters.keyusage;

import org.jspecify.annotations.NullMarked;
