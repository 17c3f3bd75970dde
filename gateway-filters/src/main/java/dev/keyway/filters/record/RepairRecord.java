package dev.keyway.filters.record;

/**
 * A request that was answered once a member which the provider refuses had been left out.
 *
 * @param provider the provider's id
 * @param model the provider's model name
 * @param member the member's name, after those of the objects around it with dots between; {@code reasoning.*} for one within an
 *     object whose own name is not well known, since the caller may have chosen it
 * @param remembered whether it is left out of further requests for that model, for a day
 */
public record RepairRecord(String provider, String model, String member, boolean remembered) {}
