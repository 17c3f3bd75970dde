package dev.keyway.filters.model;

import java.util.List;

/**
 * Alias: a model name of the installation's own.
 *
 * @param name as callers ask for it
 * @param targets in the order in which they are tried; at least one
 */
public record Alias(String name, List<Target> targets) {

    /**
     * Model that an alias stands for.
     *
     * @param provider the provider's id
     * @param model the provider's name for the model
     */
    public record Target(String provider, String model) {}

    public Alias {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("alias " + name + " has no target");
        }
    }
}
