package dev.keyway.filters.model;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.contract.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Provider key.
 *
 * @param id given by the source and unique in its provider; names the key in state files, logs and metrics. Sources that
 *     have only the key itself give its fingerprint
 * @param secret the key itself
 * @param account the provider account that the key's quota belongs to; keys of one account share quota cooldowns
 * @param weight its share under the strategy {@code weighted}, at least 1
 * @param tier lower tiers are used first
 * @param models patterns of the models that it may serve; empty for all
 * @param resource what it opens
 * @param maxInFlight calls at a time per model; 0 for no limit, null for the provider's limit
 */
public record ProviderKey(
        String id,
        Secret secret,
        String account,
        int weight,
        int tier,
        List<Glob> models,
        Resource resource,
        @Nullable Integer maxInFlight) {

    public ProviderKey {
        if (weight < 1) {
            throw new IllegalArgumentException("weight must be at least 1");
        }
        if (maxInFlight != null && maxInFlight < 0) {
            throw new IllegalArgumentException("maxInFlight must be null (the provider's), 0 (no limit) or more");
        }
        models = List.copyOf(models);
    }

    /** A key under an id of its own, which is an account of its own and serves every model. */
    public static ProviderKey of(String id, Secret secret) {
        return new ProviderKey(id, secret, id, 1, 0, List.of(), Resource.SHARED, null);
    }

    /** A key whose id is its fingerprint, which is an account of its own and serves every model. */
    public static ProviderKey of(Secret secret) {
        return of(secret.fingerprint(), secret);
    }

    /** The same key in a named account. */
    public ProviderKey inAccount(String name) {
        return new ProviderKey(id, secret, name, weight, tier, models, resource, maxInFlight);
    }

    /** The same key with another weight and tier. */
    public ProviderKey ranked(int otherWeight, int otherTier) {
        return new ProviderKey(id, secret, account, otherWeight, otherTier, models, resource, maxInFlight);
    }

    /** The same key for these models only. */
    public ProviderKey forModels(List<Glob> patterns) {
        return new ProviderKey(id, secret, account, weight, tier, patterns, resource, maxInFlight);
    }

    /** The same key for what it opens. */
    public ProviderKey of(Resource opened) {
        return new ProviderKey(id, secret, account, weight, tier, models, opened, maxInFlight);
    }

    /** The same key with a limit of its own; 0 for none, null for the provider's. */
    public ProviderKey withMaxInFlight(@Nullable Integer limit) {
        return new ProviderKey(id, secret, account, weight, tier, models, resource, limit);
    }

    /** The fingerprint of the secret, 16 hexadecimal digits: recognises the key under whichever id. */
    public String fingerprint() {
        return secret.fingerprint();
    }

    /** Whether it may serve a model, and what it opens has it. */
    public boolean serves(String model) {
        return resource.has(model) && (models.isEmpty() || models.stream().anyMatch(glob -> glob.matches(model)));
    }
}
