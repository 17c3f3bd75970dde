/** What a provider's failure means, and what follows from it: recognition and the policy table. */
@NullMarked
package dev.keyway.filters.failover;

import org.jspecify.annotations.NullMarked;
