/** The front door of providers' own APIs: paths that begin with a configured provider's id. */
@NullMarked
package dev.keyway.filters.passthrough;

import org.jspecify.annotations.NullMarked;
