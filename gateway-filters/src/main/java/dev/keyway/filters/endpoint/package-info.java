/** Endpoints of the gateway: the one list of operations and their paths. */
@NullMarked
package dev.keyway.filters.endpoint;

import org.jspecify.annotations.NullMarked;
