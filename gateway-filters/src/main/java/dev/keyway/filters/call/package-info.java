/** The attempts of a request: key, call, judgement, next key; then the relay to the client. */
@NullMarked
package dev.keyway.filters.call;

import org.jspecify.annotations.NullMarked;
