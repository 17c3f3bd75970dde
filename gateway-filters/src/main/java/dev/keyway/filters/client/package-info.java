/** The client's end of an answer: through the server's own pipeline, or straight to the socket. */
@NullMarked
package dev.keyway.filters.client;

import org.jspecify.annotations.NullMarked;
