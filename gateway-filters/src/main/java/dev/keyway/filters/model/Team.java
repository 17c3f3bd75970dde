package dev.keyway.filters.model;

/**
 * Team of a tenant. All of its callers share one object.
 *
 * @param id stable and unique
 * @param name for people; may change
 * @param blocked whether none of its tokens may call
 */
public record Team(String id, String name, Tenant tenant, boolean blocked, Policy policy) {}
