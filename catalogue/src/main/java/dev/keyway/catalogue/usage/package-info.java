/** Token usage in disjoint buckets, read from what each provider reports. */
@NullMarked
package dev.keyway.catalogue.usage;

import org.jspecify.annotations.NullMarked;
