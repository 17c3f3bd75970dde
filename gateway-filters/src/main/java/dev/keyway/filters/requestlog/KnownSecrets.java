package dev.keyway.filters.requestlog;

import dev.keyway.contract.Secret;
import dev.keyway.filters.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Secrets that the gateway knows now: keys of providers, and proxy tokens as far as they are known in plain text. */
final class KnownSecrets {

    private final Supplier<Snapshot> live;
    private final Supplier<List<Secret>> tokens;
    private @Nullable Snapshot indexedSnapshot;
    private @Nullable List<Secret> indexedTokens;
    private SecretIndex index = new SecretIndex(List.of());

    /**
     * Creates the secrets of what serves.
     *
     * @param live the snapshot that serves now
     * @param tokens another list object after each change
     */
    KnownSecrets(Supplier<Snapshot> live, Supplier<List<Secret>> tokens) {
        this.live = live;
        this.tokens = tokens;
    }

    private static void addKeys(Snapshot snapshot, List<Secret> secrets) {
        snapshot.model().providers().forEach(provider -> provider.keys().forEach(key -> secrets.add(key.secret())));
    }

    /** For one thread at a time. */
    @SuppressWarnings("ReferenceEquality") // Cheap, and equal ones are indexed again at worst.
    SecretIndex index() {
        Snapshot snapshot = live.get();
        List<Secret> plain = tokens.get();
        if (snapshot != indexedSnapshot || plain != indexedTokens) {
            List<Secret> all = new ArrayList<>(plain);
            addKeys(snapshot, all);
            if (indexedSnapshot != null) {
                addKeys(indexedSnapshot, all); // Requests that began with it are under way.
            }
            index = new SecretIndex(all);
            indexedSnapshot = snapshot;
            indexedTokens = plain;
        }
        return index;
    }
}
