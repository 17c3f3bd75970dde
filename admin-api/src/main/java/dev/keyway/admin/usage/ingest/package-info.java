/** Usage batches: read, checked, and booked with all sums in one transaction. */
@NullMarked
package dev.keyway.admin.usage.ingest;

import org.jspecify.annotations.NullMarked;
