/** A chain of entries that proves who changed what, and shows what is missing. */
@NullMarked
package dev.keyway.admin.audit;

import org.jspecify.annotations.NullMarked;
