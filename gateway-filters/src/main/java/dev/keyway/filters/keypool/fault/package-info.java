/** Whose fault a failed call is: the request's, the key's or the provider's. */
@NullMarked
package dev.keyway.filters.keypool.fault;

import org.jspecify.annotations.NullMarked;
