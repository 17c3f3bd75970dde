/** Stages of a request, from its arrival to the body that is sent, and its lifecycle. */
@NullMarked
package dev.keyway.filters.request;

import org.jspecify.annotations.NullMarked;
