/** What a provider's answers tell of a key's limits, and from it when the next request fits. */
@NullMarked
package dev.keyway.filters.quota;

import org.jspecify.annotations.NullMarked;
