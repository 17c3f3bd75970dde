package dev.keyway.launcher.up;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.contract.bootstrap.BootstrapKey;
import dev.keyway.contract.bootstrap.BootstrapProvider;
import dev.keyway.env.KeyEntry;
import dev.keyway.env.ProviderEntry;
import dev.keyway.launcher.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Providers of the settings, as the admin service takes them over. */
final class EnvProviders {

    private final Settings settings;
    private final TakenOver taken;
    private final KnownProviders known = new KnownProviders();

    EnvProviders(Settings settings, TakenOver taken) {
        this.settings = settings;
        this.taken = taken;
    }

    /** The providers. */
    List<BootstrapProvider> all() {
        return settings.providers().stream().map(this::provider).toList();
    }

    /** The base URLs that are set. */
    List<URI> bases() {
        return settings.providers().stream()
                .flatMap(entry -> entry.base().stream())
                .distinct()
                .toList();
    }

    /** Names of what is set for providers without any effect: the admin service has nothing for it. */
    List<String> withoutEffect() {
        List<String> names = new ArrayList<>();
        for (ProviderEntry entry : settings.providers()) {
            if (entry.version() != null) {
                names.add(entry.name() + "_API_VERSION");
            }
            if (settings.text(entry.name() + "_DEPLOYMENTS").isPresent()) {
                names.add(entry.name() + "_DEPLOYMENTS");
            }
            for (KeyEntry key : entry.keys()) {
                if (settings.text(key.variable() + "_DEPLOYMENTS").isPresent()) {
                    names.add(key.variable() + "_DEPLOYMENTS");
                }
                if (isElsewhere(entry, key)) {
                    names.add(key.variable());
                }
            }
        }
        return names;
    }

    private BootstrapProvider provider(ProviderEntry entry) {
        return new BootstrapProvider(
                entry.id(),
                entry.base().map(URI::toString).orElse(null),
                entry.rotation(),
                entry.cap(),
                millis("FIRST_BYTE_TIMEOUT_" + entry.name()),
                millis("FIRST_BYTE_TIMEOUT_STREAM_" + entry.name()),
                entry.models(),
                entry.allowed().stream().map(Glob::toString).toList(),
                entry.ignored().stream().map(Glob::toString).toList(),
                entry.keys().stream()
                        .filter(key -> !isElsewhere(entry, key))
                        .map(key -> key(entry, key))
                        .toList(),
                BootstrapProvider.Use.CONFIGURED);
    }

    private BootstrapKey key(ProviderEntry provider, KeyEntry key) {
        String secret = key.secret().reveal();
        return new BootstrapKey(key.variable(), secret, key.account(), taken.contains(provider.id(), secret));
    }

    /** A provider of the admin service has one base URL. */
    private boolean isElsewhere(ProviderEntry provider, KeyEntry key) {
        Optional<URI> base =
                provider.base().or(() -> known.find(provider.id()).map(declaration -> declaration.baseUrl()));
        return key.base() != null && !base.equals(Optional.of(key.base()));
    }

    private @Nullable Long millis(String name) {
        return settings.duration(name).map(Duration::toMillis).orElse(null);
    }
}
