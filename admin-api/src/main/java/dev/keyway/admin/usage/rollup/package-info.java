/** Rollups of usage: sums their days of UTC once these are over, compares them with the records, and builds them again. */
@NullMarked
package dev.keyway.admin.usage.rollup;

import org.jspecify.annotations.NullMarked;
