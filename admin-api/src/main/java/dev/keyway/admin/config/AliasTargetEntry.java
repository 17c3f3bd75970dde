package dev.keyway.admin.config;

/**
 * A target of an alias, in the file.
 *
 * @param provider its slug
 * @param model its name at the provider
 */
record AliasTargetEntry(String provider, String model) {}
