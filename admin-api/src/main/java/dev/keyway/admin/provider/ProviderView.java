package dev.keyway.admin.provider;

import dev.keyway.admin.edit.Live;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.problem.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider, as the API shows one.
 *
 * @param slug its name in model names: {@code slug/model}
 * @param warnings what a change made unusable; only in its response
 * @param declaration which known provider it speaks like
 */
public record ProviderView(
        UUID id,
        String slug,
        String name,
        String declaration,
        String baseUrl,
        Strategy strategy,
        @Nullable Integer maxInFlight,
        @Nullable Duration firstByteTimeout,
        @Nullable Duration firstStreamTimeout,
        List<String> forwardHeaders,
        @Nullable Instant disabledAt,
        Instant createdAt,
        Instant updatedAt,
        long version,
        @Live List<Warning> warnings)
        implements Versioned {

    ProviderView with(List<Warning> shown) {
        return new ProviderView(
                id,
                slug,
                name,
                declaration,
                baseUrl,
                strategy,
                maxInFlight,
                firstByteTimeout,
                firstStreamTimeout,
                forwardHeaders,
                disabledAt,
                createdAt,
                updatedAt,
                version,
                shown);
    }

    /** What its keys are bound to. */
    public Origin origin() {
        return Origin.of(baseUrl);
    }
}
