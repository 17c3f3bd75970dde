/**
 * Transport to providers: connections, pools of them, and one HTTP exchange on a connection. It knows nothing of models,
 * keys or what a response means.
 */
@NullMarked
package dev.keyway.filters.upstream.transport;

import org.jspecify.annotations.NullMarked;
