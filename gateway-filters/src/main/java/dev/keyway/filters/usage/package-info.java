/** Usage log: what each attempt used and cost, opened before it is sent and closed when it ends. */
@NullMarked
package dev.keyway.filters.usage;

import org.jspecify.annotations.NullMarked;
