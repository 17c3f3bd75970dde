/** Makes the stream that was asked for of an answer that came whole. */
@NullMarked
package dev.keyway.filters.restream;

import org.jspecify.annotations.NullMarked;
