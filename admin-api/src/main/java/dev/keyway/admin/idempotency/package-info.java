/** A create that is repeated creates nothing. */
@NullMarked
package dev.keyway.admin.idempotency;

import org.jspecify.annotations.NullMarked;
