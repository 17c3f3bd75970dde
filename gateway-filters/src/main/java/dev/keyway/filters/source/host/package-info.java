/** Settings from the {@code keyway.*} properties of a host application. */
@NullMarked
package dev.keyway.filters.source.host;

import org.jspecify.annotations.NullMarked;
