/** Prices per million units, where they come from, and the cost formula. */
@NullMarked
package dev.keyway.catalogue.price;

import org.jspecify.annotations.NullMarked;
