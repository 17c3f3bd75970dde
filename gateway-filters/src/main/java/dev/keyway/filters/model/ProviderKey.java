package dev.keyway.filters.model;

import dev.keyway.contract.Secret;
import java.util.Set;

/**
 * A provider key in a pool.
 *
 * @param id the fingerprint of the secret: 16 hexadecimal digits
 * @param secret the key itself
 * @param account the provider account that the key's quota belongs to; keys of one account share quota cooldowns
 * @param weight its share under the strategy {@code weighted}, at least 1
 * @param tier lower tiers are used first
 * @param models the models that it may serve; empty means all
 * @param resource what it opens
 */
public record ProviderKey(
        String id, Secret secret, String account, int weight, int tier, Set<String> models, Resource resource) {

    public ProviderKey {
        if (weight < 1) {
            throw new IllegalArgumentException("weight must be at least 1");
        }
        models = Set.copyOf(models);
    }

    /** A key that opens the same as every other. */
    public ProviderKey(String id, Secret secret, String account, int weight, int tier, Set<String> models) {
        this(id, secret, account, weight, tier, models, Resource.SHARED);
    }

    /** A key that is an account of its own and serves every model. */
    public static ProviderKey of(Secret secret) {
        return new ProviderKey(secret.fingerprint(), secret, secret.fingerprint(), 1, 0, Set.of());
    }

    /** The same key in a named account. */
    public ProviderKey inAccount(String name) {
        return new ProviderKey(id, secret, name, weight, tier, models, resource);
    }

    /** The same key for what it opens. */
    public ProviderKey of(Resource opened) {
        return new ProviderKey(id, secret, account, weight, tier, models, opened);
    }

    /** Whether it may serve a model, and what it opens has it. */
    public boolean serves(String model) {
        return (models.isEmpty() || models.contains(model)) && resource.has(model);
    }
}
