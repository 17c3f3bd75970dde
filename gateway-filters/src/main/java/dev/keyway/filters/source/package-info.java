/** Sources of settings, beside each other, and what all of them must obey. */
@NullMarked
package dev.keyway.filters.source;

import org.jspecify.annotations.NullMarked;
