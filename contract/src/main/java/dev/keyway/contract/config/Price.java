package dev.keyway.contract.config;

import java.time.Instant;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A price of a model. Those of one model, tier and moment are a list, which holds until the next list begins.
 *
 * @param meter what is counted, by the catalogue's name
 * @param tier the provider's service tier
 * @param promptFloor for prompts of at least so many tokens
 * @param hoursFrom in these hours of the day only, UTC; null: always
 * @param nanos nano-dollars for a million units
 */
public record Price(
        UUID id,
        UUID modelId,
        String meter,
        String tier,
        long promptFloor,
        @Nullable LocalTime hoursFrom,
        @Nullable LocalTime hoursTo,
        Instant validFrom,
        long nanos) {}
