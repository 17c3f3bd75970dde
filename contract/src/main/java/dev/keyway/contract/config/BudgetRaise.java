package dev.keyway.contract.config;

import java.time.Instant;

/** What a budget has more in each window, in nano-dollars, for a time. */
public record BudgetRaise(long nanos, Instant from, Instant until) {}
