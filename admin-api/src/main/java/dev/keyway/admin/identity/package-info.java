/** Ids that sort by the time of their making. */
@NullMarked
package dev.keyway.admin.identity;

import org.jspecify.annotations.NullMarked;
