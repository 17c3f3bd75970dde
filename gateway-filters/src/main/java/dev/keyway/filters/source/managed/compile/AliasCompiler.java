package dev.keyway.filters.source.managed.compile;

import dev.keyway.contract.config.AliasTarget;
import dev.keyway.contract.config.Provider;
import dev.keyway.filters.model.Alias;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compiler of aliases, without targets of providers that are gone, disabled or without keys. */
final class AliasCompiler {

    private final HeldConfiguration held;

    AliasCompiler(HeldConfiguration held) {
        this.held = held;
    }

    List<Alias> aliases() {
        return held.aliases.all().stream()
                .flatMap(alias -> alias(alias).stream())
                .toList();
    }

    private Optional<Alias> alias(dev.keyway.contract.config.Alias alias) {
        List<Alias.Target> targets = alias.targets().stream()
                .flatMap(target -> target(target).stream())
                .toList();
        return targets.isEmpty() ? Optional.empty() : Optional.of(new Alias(alias.name(), targets));
    }

    private Optional<Alias.Target> target(AliasTarget target) {
        Provider provider = held.providers.get(target.providerId());
        return provider == null
                        || provider.disabled()
                        || held.keys.of(provider.id()).isEmpty()
                ? Optional.empty()
                : Optional.of(new Alias.Target(provider.slug().toLowerCase(Locale.ROOT), target.model()));
    }
}
