/** Who calls: the proxy token a request carries and the caller it stands for. */
@NullMarked
package dev.keyway.filters.caller;

import org.jspecify.annotations.NullMarked;
