/** A request's bytes: read once, bounded, indexed without a tree, edited by splicing. */
@NullMarked
package dev.keyway.filters.body;

import org.jspecify.annotations.NullMarked;
