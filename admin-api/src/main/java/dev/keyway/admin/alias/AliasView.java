package dev.keyway.admin.alias;

import dev.keyway.admin.edit.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An alias, as the API shows one. */
public record AliasView(
        UUID id,
        String name,
        String description,
        List<Target> targets,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {

    /** @param provider the provider's slug */
    public record Target(UUID providerId, String provider, String model) {}

    AliasSettings settings() {
        return new AliasSettings(
                name,
                description,
                targets.stream()
                        .map(target -> new AliasTarget(target.providerId(), target.model()))
                        .toList());
    }
}
