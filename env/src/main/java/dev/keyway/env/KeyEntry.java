package dev.keyway.env;

import dev.keyway.contract.Secret;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Provider key that is set.
 *
 * @param variable the variable that sets it
 * @param base its own base URL, without a slash at its end; null for that of its provider
 * @param deployments names of deployments by model; empty for all models, under their own names
 * @param account its provider account; null for one of its own
 */
public record KeyEntry(
        String variable,
        Secret secret,
        @Nullable URI base,
        Map<String, String> deployments,
        @Nullable String account) {

    public KeyEntry {
        deployments = Map.copyOf(deployments);
    }
}
