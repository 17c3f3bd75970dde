package dev.keyway.filters.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** End of windows, in the tenant's zone. */
@FunctionalInterface
interface Resets {

    /** The moment at which the next window begins; null for never. */
    @Nullable
    Instant of(Window window);
}
