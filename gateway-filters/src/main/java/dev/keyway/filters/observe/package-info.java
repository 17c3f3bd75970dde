/** What operators see: the access log and the metrics. */
@NullMarked
package dev.keyway.filters.observe;

import org.jspecify.annotations.NullMarked;
