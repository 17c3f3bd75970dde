/** The operations of providers' own APIs that are passed through, and where each stands below the provider's address. */
@NullMarked
package dev.keyway.catalogue.passthrough;

import org.jspecify.annotations.NullMarked;
