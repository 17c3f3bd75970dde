/** Key pools: how the keys of each provider stand, and what each of them served lately. */
@NullMarked
package dev.keyway.admin.pool;

import org.jspecify.annotations.NullMarked;
