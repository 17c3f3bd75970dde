package dev.keyway.contract.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant.
 *
 * @param zone time zone (IANA) in which its budget windows begin and end
 * @param blocked whether none of its tokens may call
 * @param labels texts by key that administrators set, such as a cost centre: usage records carry them
 * @param tagNames names of the tags that its calls may carry
 * @param userKey key under which the users that its calls name are hashed: 32 bytes under AES-256-GCM with the answer's key, in base64:
 *     12 bytes of nonce, the ciphertext and 16 bytes of tag, over {@link #userKeyAssociatedData}; null: no user is recorded
 */
public record Tenant(
        UUID id,
        String name,
        String zone,
        boolean blocked,
        Map<String, String> labels,
        List<String> tagNames,
        @Nullable String userKey) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public Tenant {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        tagNames = tagNames == null ? List.of() : List.copyOf(tagNames);
    }

    /** What a sealed user key is bound to, beside the answer that it came with. */
    public static byte[] userKeyAssociatedData(UUID id) {
        return ("keyway user key\n" + id).getBytes(StandardCharsets.UTF_8);
    }
}
