package dev.keyway.admin.config;

import dev.keyway.admin.alias.AliasSettings;
import dev.keyway.admin.alias.AliasTarget;
import dev.keyway.admin.alias.AliasView;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An alias in the file.
 *
 * @param name what it is known by
 * @param targets in the order in which they are tried
 */
record AliasEntry(
        String name, @Nullable String description, @Nullable List<AliasTargetEntry> targets) {

    AliasEntry {
        description = Normal.text(description);
    }

    static AliasEntry of(AliasView alias) {
        return new AliasEntry(
                alias.name(),
                alias.description(),
                alias.targets().stream()
                        .map(target -> new AliasTargetEntry(target.provider(), target.model()))
                        .toList());
    }

    /** @param ids of providers, by their slugs */
    @SuppressWarnings("NullAway") // Whether it is there is for the constraints to say.
    AliasSettings settings(Function<String, UUID> ids) {
        return new AliasSettings(
                name,
                description,
                targets == null
                        ? List.of()
                        : targets.stream()
                                .map(target -> target == null
                                        ? null
                                        : new AliasTarget(ids.apply(target.provider()), target.model()))
                                .toList());
    }
}
