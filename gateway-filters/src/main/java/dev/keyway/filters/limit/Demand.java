package dev.keyway.filters.limit;

import org.jspecify.annotations.Nullable;

/** Demand of a request: what it is expected to use. */
public interface Demand {

    /** Most of a cost that cannot be bounded. */
    long UNBOUNDED = -1;

    /** Input and output tokens, by estimate. */
    long tokens();

    /** The estimated cost, in nano-dollars. */
    long expectedNanos();

    /** The most that it can cost, in nano-dollars; {@link #UNBOUNDED} if nobody can say. Asked for only under a strict budget. */
    long mostNanos();

    /** Whether it counts against budgets: counting tokens costs nothing. */
    boolean isCharged();

    /** What it may use that has no price, in words; null if all has one. Asked for only under a hard budget. */
    @Nullable
    String unpriced();
}
