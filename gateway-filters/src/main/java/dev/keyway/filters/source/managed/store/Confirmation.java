package dev.keyway.filters.source.managed.store;

import java.time.Instant;

/**
 * Confirmation by the admin service that a revision is current.
 *
 * @param revision the revision
 * @param at when it was confirmed
 */
public record Confirmation(long revision, Instant at) {}
