package dev.keyway.admin.price;

import java.time.Instant;

/**
 * What the prices of one list have in common.
 *
 * @param tier the provider's service tier
 * @param source where they were read
 */
record Terms(String tier, Instant validFrom, String source) {}
