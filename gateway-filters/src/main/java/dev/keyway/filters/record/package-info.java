/** Events of requests and attempts, and their records: reported to one composite of metrics, traces, logs and usage. */
@NullMarked
package dev.keyway.filters.record;

import org.jspecify.annotations.NullMarked;
