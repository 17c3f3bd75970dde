/** Lists in pages, each going on where the one before ended. */
@NullMarked
package dev.keyway.admin.paging;

import org.jspecify.annotations.NullMarked;
