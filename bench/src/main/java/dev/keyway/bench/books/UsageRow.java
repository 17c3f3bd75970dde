package dev.keyway.bench.books;

import java.time.Instant;
import java.util.UUID;

/**
 * A usage record as PostgreSQL has it, with the sums of its attempts.
 *
 * @param at when it was admitted
 */
record UsageRow(
        UUID id,
        UUID token,
        String requestId,
        Instant at,
        String outcome,
        boolean estimated,
        long costNanos,
        int attempts,
        long input,
        long output) {}
