package dev.keyway.filters.source.managed.compile;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.contract.config.ProviderKey;
import dev.keyway.contract.control.Configuration;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.settings.ManagedSettings.Defaults;
import dev.keyway.filters.source.managed.keys.KeySecret;
import dev.keyway.filters.source.managed.keys.OpenedKeys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiler of the runtime model, one change after the other. Not thread-safe. */
public final class ModelCompiler {

    private final HeldConfiguration held = new HeldConfiguration();
    private final KeyCompiler keys = new KeyCompiler(held);
    private final CallerCompiler callers = new CallerCompiler(held);
    private final PriceCompiler prices = new PriceCompiler(held);
    private final AliasCompiler aliases = new AliasCompiler(held);
    private final ProviderCompiler providers;
    private final InstantSource clock;
    private RuntimeModel model;

    public ModelCompiler(Defaults defaults, InstantSource clock) {
        this.clock = clock;
        this.providers = new ProviderCompiler(held, keys, defaults);
        this.model = new RuntimeModel(
                CallerIndex.EMPTY,
                List.of(),
                List.of(),
                new PriceCatalogue(PriceCompiler.VERSION, List.of(), Map.of()),
                defaults.globalTimeout(),
                defaults.queueSize(),
                defaults.corsOrigins());
    }

    /** The model now. */
    public RuntimeModel model() {
        return model;
    }

    /** The callers are known from before, such as those whose tokens were revoked. */
    public void begin(CallerIndex known) {
        model = model.withCallers(known);
    }

    /** The model after a change. */
    public RuntimeModel after(ConfigurationChange change) {
        return compile(held.apply(change));
    }

    /** The model after each key reference was resolved again; empty if all lead to the same keys. */
    public Optional<RuntimeModel> resolve(Function<String, KeySecret> references) {
        Touched touched = new Touched();
        for (ProviderKey key : held.keys.all()) {
            if (key.reference() != null) {
                KeySecret now = references.apply(key.reference());
                if (!now.equals(held.secret(key.id()))) {
                    held.replace(key.id(), now);
                    touched.key(key, null);
                }
            }
        }
        return touched.keys.isEmpty() ? Optional.empty() : Optional.of(compile(touched));
    }

    private RuntimeModel compile(Touched touched) {
        boolean sameProviders = !touched.all && touched.providers.isEmpty();
        List<ProviderSettings> all = sameProviders ? model.providers() : providers.after(touched);
        model = new RuntimeModel(
                callers.after(model.callers(), touched, clock.instant()),
                all,
                touched.aliases ? aliases.aliases() : model.aliases(),
                touched.prices ? prices.catalogue() : model.prices(),
                model.globalTimeout(),
                model.queueSize(),
                model.corsOrigins());
        return model;
    }

    /** The whole configuration, without what is sealed. */
    public Configuration configuration() {
        return held.all();
    }

    /** All keys, as they were opened. */
    public OpenedKeys opened() {
        return held.opened();
    }

    /** Keys that cannot be used, and why. */
    public Map<UUID, String> unusable() {
        return keys.unusable();
    }

    /** A key, if it is configured. */
    public @Nullable ProviderKey key(UUID id) {
        return held.keys.get(id);
    }

    /** All keys. */
    public List<ProviderKey> keys() {
        return new ArrayList<>(held.keys.all());
    }
}
