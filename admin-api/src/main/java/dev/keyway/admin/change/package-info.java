/** Changes of a transaction, written to audit and revision at its end; and the lifecycle of resources. */
@NullMarked
package dev.keyway.admin.change;

import org.jspecify.annotations.NullMarked;
