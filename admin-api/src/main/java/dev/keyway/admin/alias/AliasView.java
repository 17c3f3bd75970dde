package dev.keyway.admin.alias;

import dev.keyway.admin.edit.Live;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.policy.KnownModels;
import dev.keyway.admin.problem.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An alias, as the API shows one.
 *
 * @param warnings what a change stored that is probably not intended; only in its response
 */
public record AliasView(
        UUID id,
        String name,
        String description,
        List<Target> targets,
        Instant createdAt,
        Instant updatedAt,
        long version,
        @Live List<Warning> warnings)
        implements Versioned {

    /** @param provider the provider's slug */
    public record Target(UUID providerId, String provider, String model) {}

    /** With what is in doubt of its name and its targets. */
    public AliasView checked(KnownModels known) {
        List<Warning> doubts = new ArrayList<>();
        known.hidden(name).ifPresent(doubts::add);
        for (int i = 0; i < targets.size(); i++) {
            known.target(
                            "targets[" + i + "].model",
                            targets.get(i).provider(),
                            targets.get(i).model())
                    .ifPresent(doubts::add);
        }
        return new AliasView(id, name, description, targets, createdAt, updatedAt, version, doubts);
    }

    AliasSettings settings() {
        return new AliasSettings(
                name,
                description,
                targets.stream()
                        .map(target -> new AliasTarget(target.providerId(), target.model()))
                        .toList());
    }
}
