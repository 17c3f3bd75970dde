/** Log lines, as text or as JSON. */
@NullMarked
package dev.keyway.admin.log;

import org.jspecify.annotations.NullMarked;
