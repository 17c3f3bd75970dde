package dev.keyway.filters.model;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a provider that a key opens, where its keys do not all reach the same: a resource of Azure's, or one of
 * several servers.
 *
 * @param baseUrl its address; null for the provider's
 * @param deployments what it calls the models that it has; empty if it has all of them under their own names
 */
public record Resource(@Nullable URI baseUrl, Map<String, String> deployments) {

    /** The provider as it is for all keys. */
    public static final Resource SHARED = new Resource(null, Map.of());

    public Resource {
        deployments = Map.copyOf(deployments);
    }

    /** Whether there is nothing of its own about it. */
    public boolean isShared() {
        return baseUrl == null && deployments.isEmpty();
    }

    /** Whether it has a model. */
    public boolean has(String model) {
        return deployments.isEmpty() || deployments.containsKey(model);
    }

    /** What it calls a model. */
    public String nameOf(String model) {
        return deployments.getOrDefault(model, model);
    }
}
