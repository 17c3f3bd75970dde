/** Downstream: writes a response to the client, through the server's pipeline or directly to the socket. */
@NullMarked
package dev.keyway.filters.downstream;

import org.jspecify.annotations.NullMarked;
