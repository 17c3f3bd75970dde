/** What becomes of a request's parameters at a provider: rules by model family. */
@NullMarked
package dev.keyway.catalogue.parameter;

import org.jspecify.annotations.NullMarked;
