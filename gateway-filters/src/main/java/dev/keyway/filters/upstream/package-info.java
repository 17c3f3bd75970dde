/** One exchange with a provider: connect, send, judge the first bytes, hand on the rest. */
@NullMarked
package dev.keyway.filters.upstream;

import org.jspecify.annotations.NullMarked;
