package dev.keyway.filters.source.managed.compile;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.contract.config.Model;
import dev.keyway.contract.config.Provider;
import dev.keyway.filters.model.FirstByteTimeout;
import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.model.ManagedProvider;
import dev.keyway.filters.model.ModelFilter;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.Strategy;
import dev.keyway.filters.settings.ManagedSettings.Defaults;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiler of providers. One that a change does not concern stays the same object. */
final class ProviderCompiler {

    private static final Logger log = LoggerFactory.getLogger(ProviderCompiler.class);

    private final HeldConfiguration held;
    private final KeyCompiler keys;
    private final Defaults defaults;
    private final Map<UUID, ProviderSettings> compiled = new LinkedHashMap<>();

    ProviderCompiler(HeldConfiguration held, KeyCompiler keys, Defaults defaults) {
        this.held = held;
        this.keys = keys;
        this.defaults = defaults;
    }

    /** The providers after a change, without those that are disabled or have never been given a key: nobody could call them. */
    List<ProviderSettings> after(Touched touched) {
        keys.forget(touched);
        if (touched.all) {
            compiled.clear();
        }
        touched.providers.forEach(compiled::remove);
        List<ProviderSettings> all = new ArrayList<>();
        for (Provider provider : held.providers.all()) {
            ProviderSettings known = compiled.get(provider.id());
            if (known == null && !provider.disabled()) {
                known = compile(provider).orElse(null);
            }
            if (known != null) {
                compiled.put(provider.id(), known);
                if (!held.keys.of(provider.id()).isEmpty()) {
                    all.add(known);
                }
            }
        }
        return all;
    }

    private Optional<ProviderSettings> compile(Provider provider) {
        URI base;
        try {
            base = ProviderSettings.withoutTrailingSlash(URI.create(provider.baseUrl()));
        } catch (IllegalArgumentException e) {
            base = URI.create("");
        }
        if (!ProviderSettings.isBaseUrl(base)) {
            log.warn("provider {} is left out: its base URL cannot be used", provider.slug());
            return Optional.empty();
        }
        List<Model> models = held.models.of(provider.id());
        return Optional.of(new ProviderSettings(
                provider.slug().toLowerCase(Locale.ROOT),
                base,
                null,
                keys.keys(provider.id(), base),
                models.stream()
                        .filter(model -> !model.disabled())
                        .map(Model::name)
                        .toList(),
                new ModelFilter(disabled(models), List.of()),
                provider.maxInFlight(),
                strategy(provider),
                timeouts(provider, models),
                defaults.repair(),
                new ManagedProvider(provider.id(), provider.declaration(), provider.forwardHeaders())));
    }

    private static List<Glob> disabled(List<Model> models) {
        return models.stream()
                .filter(Model::disabled)
                .flatMap(model -> glob(model).stream())
                .toList();
    }

    private static Optional<Glob> glob(Model model) {
        return Glob.fault(model.name()).isEmpty() ? Optional.of(new Glob(model.name())) : Optional.empty();
    }

    /** A strategy of a later release is the default. */
    private static Strategy strategy(Provider provider) {
        try {
            return Strategy.valueOf(provider.strategy().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            log.warn(
                    "provider {} uses the strategy balanced: this release does not have {}",
                    provider.slug(),
                    provider.strategy());
            return Strategy.BALANCED;
        }
    }

    private FirstByteTimeouts timeouts(Provider provider, List<Model> models) {
        Map<Glob, FirstByteTimeout> exceptions = new LinkedHashMap<>();
        for (Model model : models) {
            FirstByteTimeout own = timeout(model.firstByteTimeoutMillis(), model.firstStreamTimeoutMillis());
            if (!own.equals(FirstByteTimeout.UNSET)) {
                glob(model).ifPresent(name -> exceptions.put(name, own));
            }
        }
        FirstByteTimeouts general = defaults.firstByte();
        return new FirstByteTimeouts(
                timeout(provider.firstByteTimeoutMillis(), provider.firstStreamTimeoutMillis())
                        .orElse(general.general()),
                exceptions,
                general.gap());
    }

    private static FirstByteTimeout timeout(@Nullable Long answer, @Nullable Long stream) {
        return new FirstByteTimeout(
                answer == null ? null : Duration.ofMillis(answer), stream == null ? null : Duration.ofMillis(stream));
    }
}
