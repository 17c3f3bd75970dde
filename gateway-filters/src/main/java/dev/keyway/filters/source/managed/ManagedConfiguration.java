package dev.keyway.filters.source.managed;

import dev.keyway.filters.model.CallerChanges;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.model.TokenDigest;
import dev.keyway.filters.source.managed.compile.ConfigurationChange;
import dev.keyway.filters.source.managed.compile.ModelCompiler;
import dev.keyway.filters.source.managed.keys.KeySecret;
import dev.keyway.filters.source.managed.store.Confirmation;
import dev.keyway.filters.source.managed.store.StoredChange;
import dev.keyway.filters.source.managed.store.StoredConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configuration that the gateway has: stored first, then compiled. Changed by one thread; {@link #unusable} and
 * {@link #revision} may be asked for by others.
 */
final class ManagedConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ManagedConfiguration.class);

    /** A confirmation costs two forced writes. */
    private static final Duration STORES_CONFIRMATION = Duration.ofSeconds(20);

    private final StoredConfiguration stored;
    private final ModelCompiler compiler;
    private final ServingState serving;
    private final InstantSource clock;
    private Instant confirmationStored = Instant.MIN;
    private volatile @Nullable UUID timeline;
    private volatile long revision = -1;
    private volatile Map<UUID, String> unusable = Map.of();
    private boolean lacksUserKeys;

    private ManagedConfiguration(
            StoredConfiguration stored, ModelCompiler compiler, ServingState serving, InstantSource clock) {
        this.stored = stored;
        this.compiler = compiler;
        this.serving = serving;
        this.clock = clock;
    }

    /** What is stored, or an empty configuration. */
    static ManagedConfiguration open(
            StoredConfiguration stored, ModelCompiler compiler, ServingState serving, InstantSource clock) {
        ManagedConfiguration configuration = new ManagedConfiguration(stored, compiler, serving, clock);
        configuration.restore(stored.take());
        return configuration;
    }

    /** The model now. */
    RuntimeModel model() {
        return compiler.model();
    }

    /** The revision, -1 without one. */
    long revision() {
        return revision;
    }

    /** The timeline of the revision; null without one. */
    @Nullable
    UUID timeline() {
        return timeline;
    }

    /** Whether an earlier release stored it, which received user keys and did not know them. */
    boolean lacksUserKeys() {
        return lacksUserKeys;
    }

    /** Keys that cannot be used, and why. */
    Map<UUID, String> unusable() {
        return unusable;
    }

    /** Takes a change over: it is on disk before the model is made. */
    RuntimeModel take(UUID ofTimeline, long to, ConfigurationChange change) {
        boolean appended = !change.complete() && append(StoredChange.of(ofTimeline, to, change, Map.of()));
        RuntimeModel model = compiler.after(change);
        timeline = ofTimeline;
        revision = to;
        unusable = compiler.unusable();
        if (!appended) {
            storeAll();
        }
        return model;
    }

    /** The model after each key reference was resolved again; empty if nothing is different. */
    Optional<RuntimeModel> resolve(Function<String, KeySecret> references) {
        Optional<RuntimeModel> changed = compiler.resolve(references);
        if (changed.isPresent()) {
            unusable = compiler.unusable();
        }
        return changed;
    }

    /** The admin service has confirmed the revision, and the gateway serves by it. */
    void confirm() {
        Instant now = clock.instant();
        serving.confirmedAt(now);
        if (now.isBefore(confirmationStored.plus(STORES_CONFIRMATION)) && now.isAfter(confirmationStored)) {
            return;
        }
        try {
            stored.confirm(new Confirmation(revision, now));
            confirmationStored = now;
        } catch (IOException e) {
            log.warn("the confirmation of the configuration was not stored: {}", e.getMessage());
        }
    }

    void close() throws IOException {
        stored.close();
    }

    private void restore(List<StoredChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        CallerChanges known = CallerIndex.EMPTY.changes();
        changes.getFirst()
                .revoked()
                .forEach((digest, until) ->
                        known.knowRevoked(TokenDigest.of(Base64.getDecoder().decode(digest)), until));
        compiler.begin(known.done());
        for (StoredChange change : changes) {
            compiler.after(change.change());
            lacksUserKeys |= change.userKeys() == null;
            timeline = change.timeline();
            revision = change.revision();
        }
        unusable = compiler.unusable();
        stored.confirmed().ifPresent(last -> serving.confirmedAt(last.at()));
        log.info("the stored configuration has revision {}", revision);
    }

    /** @return false if the change has to be stored otherwise */
    private boolean append(StoredChange change) {
        if (!stored.hasBase()) {
            return false;
        }
        try {
            return !stored.append(change);
        } catch (IOException e) {
            log.error("a change of the configuration was not stored: {}", e.getMessage());
            return false;
        }
    }

    private void storeAll() {
        ConfigurationChange all = new ConfigurationChange(true, compiler.configuration(), Map.of(), compiler.opened());
        UUID ofTimeline = timeline;
        if (ofTimeline == null) {
            return;
        }
        try {
            stored.replace(StoredChange.of(ofTimeline, revision, all, revoked()));
        } catch (IOException e) {
            log.error(
                    "the configuration was not stored, so that this gateway cannot start without the admin service: {}",
                    e.getMessage());
        }
    }

    private Map<String, Instant> revoked() {
        return compiler.model()
                .callers()
                .revoked()
                .collect(Collectors.toMap(
                        token -> Base64.getEncoder()
                                .encodeToString(token.getKey().bytes()),
                        Map.Entry::getValue));
    }
}
