package dev.keyway.env;

import dev.keyway.catalogue.glob.Glob;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is set for one provider.
 *
 * @param id its name in lower case
 * @param name its name in upper case, as variables spell it
 * @param known whether the catalogue knows its address
 * @param ownBase its base URL, without a slash at its end; null if none is set
 * @param version version that its URLs name; null for none
 * @param keys its keys, each once
 * @param models models to offer, without the provider in front
 * @param ignored models that clients may not use
 * @param allowed models that they may use all the same, or alone
 * @param cap concurrent requests per key and model; 0 for no limit, null if it is not set
 * @param rotation {@code balanced}, {@code sequential}, {@code weighted} or {@code affinity}
 */
public record ProviderEntry(
        String id,
        String name,
        boolean known,
        @Nullable URI ownBase,
        @Nullable String version,
        List<KeyEntry> keys,
        List<String> models,
        List<Glob> ignored,
        List<Glob> allowed,
        @Nullable Integer cap,
        String rotation) {

    public ProviderEntry {
        keys = List.copyOf(keys);
        models = List.copyOf(models);
        ignored = List.copyOf(ignored);
        allowed = List.copyOf(allowed);
    }

    /** The base URL that is set for it; for a provider that the catalogue does not know, otherwise that of its first key. */
    public Optional<URI> base() {
        if (ownBase != null || known) {
            return Optional.ofNullable(ownBase);
        }
        return keys.stream().map(KeyEntry::base).filter(Objects::nonNull).findFirst();
    }

    /** Whether it has a key and an address. */
    public boolean isUsable() {
        return !keys.isEmpty() && (known || base().isPresent());
    }
}
