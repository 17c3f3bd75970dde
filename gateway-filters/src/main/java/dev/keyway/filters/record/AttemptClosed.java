package dev.keyway.filters.record;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.usage.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param at when
 * @param outcome how
 * @param usage the tokens used; zero where the provider refused
 * @param estimated whether the usage is our estimate because the provider told none
 * @param cost what it cost; null where nothing was used
 */
public record AttemptClosed(
        Instant at,
        Outcome outcome,
        Usage usage,
        boolean estimated,
        @Nullable Cost cost) {}
