package dev.keyway.contract.bootstrap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Provider to take over. Its settings are taken over with its first key.
 *
 * @param slug its name in model names
 * @param baseUrl its base URL; null for that of the known provider
 * @param rotation {@code balanced}, {@code sequential}, {@code weighted} or {@code affinity}
 * @param maxInFlight concurrent calls per key and model; null for what each key learns
 * @param firstByteMillis how long a response may take; null for the gateway's own
 * @param firstStreamMillis how long the first content of a stream may take; null for the gateway's own
 * @param models models to offer
 * @param allowed patterns of the models that its keys may be used for; empty for all
 * @param ignored patterns of models that may not be used
 * @param keys its keys
 * @param use what it is for at this start
 */
public record BootstrapProvider(
        String slug,
        @Nullable String baseUrl,
        String rotation,
        @Nullable Integer maxInFlight,
        @Nullable Long firstByteMillis,
        @Nullable Long firstStreamMillis,
        List<String> models,
        List<String> allowed,
        List<String> ignored,
        List<BootstrapKey> keys,
        Use use) {

    /** What a provider is for. */
    public enum Use {
        /** A provider of the settings. */
        CONFIGURED,
        /** A fake provider that runs now: its base URL may be another one at each start. */
        FAKE,
        /** A fake provider that does not run now. */
        FAKE_STOPPED
    }

    public BootstrapProvider {
        models = List.copyOf(models);
        allowed = List.copyOf(allowed);
        ignored = List.copyOf(ignored);
        keys = List.copyOf(keys);
    }
}
