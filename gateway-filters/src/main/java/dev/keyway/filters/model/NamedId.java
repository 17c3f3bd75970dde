package dev.keyway.filters.model;

/**
 * Identity of something that people know by a name.
 *
 * @param id stable and unique
 * @param name for people; may change
 */
public record NamedId(String id, String name) {}
