/** Usage without a price. */
@NullMarked
package dev.keyway.admin.usage.unpriced;

import org.jspecify.annotations.NullMarked;
