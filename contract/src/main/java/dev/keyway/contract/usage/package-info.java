/** Usage events: what a gateway reports of each request, and what the admin service answers. */
@NullMarked
package dev.keyway.contract.usage;

import org.jspecify.annotations.NullMarked;
