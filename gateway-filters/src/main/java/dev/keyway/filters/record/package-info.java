/** What a request was and cost, told once to the log, the metrics and the books. */
@NullMarked
package dev.keyway.filters.record;

import org.jspecify.annotations.NullMarked;
