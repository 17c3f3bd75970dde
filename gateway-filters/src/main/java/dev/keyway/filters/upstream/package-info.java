/** Upstream call: one attempt at a provider, which judges the first bytes of its response and relays the rest. */
@NullMarked
package dev.keyway.filters.upstream;

import org.jspecify.annotations.NullMarked;
