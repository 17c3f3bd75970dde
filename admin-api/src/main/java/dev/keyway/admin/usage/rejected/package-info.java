/** Usage events that could not be read: listed, and replayed. */
@NullMarked
package dev.keyway.admin.usage.rejected;

import org.jspecify.annotations.NullMarked;
