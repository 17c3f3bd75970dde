/** What each provider takes: drops, renames and clamps parameters by splicing the body. */
@NullMarked
package dev.keyway.filters.sanitize;

import org.jspecify.annotations.NullMarked;
