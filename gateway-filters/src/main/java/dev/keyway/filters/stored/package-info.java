/** Which account keeps what was stored upstream, and which requests are bound to it. */
@NullMarked
package dev.keyway.filters.stored;

import org.jspecify.annotations.NullMarked;
