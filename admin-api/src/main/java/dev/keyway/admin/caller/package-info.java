/** Who calls, and what they hold. */
@NullMarked
package dev.keyway.admin.caller;

import org.jspecify.annotations.NullMarked;
