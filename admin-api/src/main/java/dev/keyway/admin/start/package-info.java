/** How the service starts, and says why it cannot. */
@NullMarked
package dev.keyway.admin.start;

import org.jspecify.annotations.NullMarked;
