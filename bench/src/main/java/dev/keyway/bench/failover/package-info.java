/** Ten keys at their limits: one key alone, naive round robin and the gateway side by side. */
@NullMarked
package dev.keyway.bench.failover;

import org.jspecify.annotations.NullMarked;
