package dev.keyway.contract.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key of a provider. It has a sealed key, or says where the gateway finds it; with neither it cannot be used.
 *
 * @param accountId null: an account of its own
 * @param origin scheme, host and port that it was entered for: it must not be sent to any other
 * @param reference {@code env:NAME} or {@code file:name}: a gateway looks it up below the prefix and the folder that its operator set,
 *     and sends what it finds to {@code origin} only
 * @param sealed the key in UTF-8 under AES-256-GCM with the answer's key, in base64: 12 bytes of nonce, the ciphertext and 16
 *     bytes of tag, over {@link #associatedData}
 * @param maxInFlight null: as its provider has it
 * @param allowedModels models that it may be used for, with {@code *}; empty: all
 */
public record ProviderKey(
        UUID id,
        UUID providerId,
        @Nullable UUID accountId,
        String name,
        String last4,
        String origin,
        @Nullable String reference,
        @Nullable String sealed,
        int weight,
        int tier,
        @Nullable Integer maxInFlight,
        List<String> allowedModels,
        boolean disabled) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public ProviderKey {
        allowedModels = allowedModels == null ? List.of() : List.copyOf(allowedModels);
    }

    /** What a sealed key is bound to, beside the answer that it came with. */
    public static byte[] associatedData(UUID id, UUID providerId, String origin) {
        return String.join("\n", "keyway provider key", id.toString(), providerId.toString(), origin)
                .getBytes(StandardCharsets.UTF_8);
    }
}
