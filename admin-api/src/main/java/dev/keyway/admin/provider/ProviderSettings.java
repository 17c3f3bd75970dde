package dev.keyway.admin.provider;

import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a provider.
 *
 * @param baseUrl another origin makes its keys unusable until they are entered again
 * @param maxInFlight calls at a time for one key and model; 0: no bound; null: as many as each key learns to take
 * @param firstByteTimeout null: the gateway's own
 * @param firstStreamTimeout null: the gateway's own
 * @param forwardHeaders names of callers' headers that go up to it
 */
public record ProviderSettings(
        @NotBlank @Size(max = 120) @PlainName String name,
        @NotBlank String baseUrl,
        @NotNull Strategy strategy,
        @Nullable @Min(0) Integer maxInFlight,
        @Nullable Duration firstByteTimeout,
        @Nullable Duration firstStreamTimeout,
        @Size(max = 50) List<@NotNull @ForwardableHeader String> forwardHeaders,
        boolean disabled) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    public ProviderSettings {
        forwardHeaders = forwardHeaders == null ? List.of() : List.copyOf(forwardHeaders);
    }

    ProviderSettings at(String address) {
        return new ProviderSettings(
                name, address, strategy, maxInFlight, firstByteTimeout, firstStreamTimeout, forwardHeaders, disabled);
    }
}
