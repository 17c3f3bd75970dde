package dev.keyway.filters.source.managed.compile;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.filters.model.KeyOrigin;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.Resource;
import dev.keyway.filters.source.managed.keys.KeySecret;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Compiler of a provider's keys. One that cannot be used is left out, with the reason. */
final class KeyCompiler {

    private final HeldConfiguration held;
    private final Map<UUID, ProviderKey> compiled = new HashMap<>();
    private final Map<UUID, String> unusable = new LinkedHashMap<>();

    KeyCompiler(HeldConfiguration held) {
        this.held = held;
    }

    /** Keys that cannot be used, and why. Disabled ones are not among them. */
    Map<UUID, String> unusable() {
        return Map.copyOf(unusable);
    }

    /** Forgets what was compiled of the keys that a change concerns. */
    void forget(Touched touched) {
        if (touched.all) {
            compiled.clear();
            unusable.clear();
        }
        touched.keys.forEach(key -> {
            compiled.remove(key);
            unusable.remove(key);
        });
    }

    /** The keys of a provider that can be used. */
    List<ProviderKey> keys(UUID provider, URI baseUrl) {
        List<ProviderKey> keys = new ArrayList<>();
        for (dev.keyway.contract.config.ProviderKey key : held.keys.of(provider)) {
            unusable.remove(key.id());
            if (key.disabled()) {
                continue;
            }
            if (!KeyOrigin.matches(key.origin(), baseUrl)) {
                unusable.put(key.id(), "the key was entered for another address than the provider's; enter it again");
                continue;
            }
            switch (held.secret(key.id())) {
                case KeySecret.Unusable none -> unusable.put(key.id(), none.reason());
                case KeySecret.Usable usable ->
                    keys.add(compiled.computeIfAbsent(key.id(), absent -> compile(key, usable)));
            }
        }
        return keys;
    }

    private static ProviderKey compile(dev.keyway.contract.config.ProviderKey key, KeySecret.Usable usable) {
        String id = key.id().toString();
        UUID account = key.accountId();
        return new ProviderKey(
                id,
                usable.secret(),
                account == null ? id : account.toString(),
                Math.max(1, key.weight()),
                key.tier(),
                patterns(key.allowedModels()),
                Resource.SHARED,
                key.maxInFlight());
    }

    /** A pattern that cannot be read allows nothing; without patterns everything would be allowed. */
    private static List<Glob> patterns(List<String> texts) {
        List<Glob> patterns = texts.stream()
                .filter(text -> Glob.fault(text).isEmpty())
                .map(Glob::new)
                .toList();
        return patterns.isEmpty() && !texts.isEmpty() ? List.of(new Glob("")) : patterns;
    }
}
