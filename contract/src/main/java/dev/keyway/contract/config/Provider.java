package dev.keyway.contract.config;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider.
 *
 * @param slug its name in model names: {@code slug/model}
 * @param declaration which known provider it speaks like, by the catalogue's id
 * @param baseUrl where it is: its keys may be sent to their own origin only
 * @param strategy {@code balanced}, {@code sequential}, {@code weighted} or {@code affinity}
 * @param maxInFlight calls at a time for one key and model; 0: no bound, null: as many as each key learns to take
 * @param firstByteTimeoutMillis null: the gateway's own
 * @param firstStreamTimeoutMillis null: the gateway's own
 * @param forwardHeaders names of callers' headers that go up to it
 */
public record Provider(
        UUID id,
        String slug,
        String name,
        String declaration,
        String baseUrl,
        String strategy,
        @Nullable Integer maxInFlight,
        @Nullable Long firstByteTimeoutMillis,
        @Nullable Long firstStreamTimeoutMillis,
        List<String> forwardHeaders,
        boolean disabled) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public Provider {
        forwardHeaders = forwardHeaders == null ? List.of() : List.copyOf(forwardHeaders);
    }
}
