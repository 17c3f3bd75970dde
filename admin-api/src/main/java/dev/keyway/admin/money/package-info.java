/** Amounts of money, in requests and in rows. */
@NullMarked
package dev.keyway.admin.money;

import org.jspecify.annotations.NullMarked;
