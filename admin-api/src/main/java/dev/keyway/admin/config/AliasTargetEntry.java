package dev.keyway.admin.config;

/**
 * What an alias may stand for, in the file.
 *
 * @param provider its slug
 * @param model its name at the provider
 */
record AliasTargetEntry(String provider, String model) {}
