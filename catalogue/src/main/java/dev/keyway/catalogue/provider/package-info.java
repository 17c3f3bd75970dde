/** Who the providers are: addresses, authentication, operations and what their parameters become. */
@NullMarked
package dev.keyway.catalogue.provider;

import org.jspecify.annotations.NullMarked;
