/** Metering: reads the usage of a call from the bytes of its response, and estimates it where the provider reports none. */
@NullMarked
package dev.keyway.filters.metering;

import org.jspecify.annotations.NullMarked;
