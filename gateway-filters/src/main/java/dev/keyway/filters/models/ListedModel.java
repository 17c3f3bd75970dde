package dev.keyway.filters.models;

/**
 * A model as its provider lists it.
 *
 * @param id the provider's name for it
 * @param created when it came out, in seconds since 1970; 0 if the provider does not say
 * @param displayName a name for people
 */
record ListedModel(String id, long created, String displayName) {}
