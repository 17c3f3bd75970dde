package dev.keyway.filters.poolstate;

import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolPersistence;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.snapshot.SnapshotListener;
import dev.keyway.filters.spool.LogKeeper;
import dev.keyway.filters.spool.LogUnavailableException;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.filters.usage.UsageLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pool state store: remembers each key's usage and cooldowns in the state directory, beyond the end of the process. Safe for use by
 * many threads, event loops among them: nothing here waits for the disk, except a change of
 * the model.
 */
public final class PoolStateStore implements PoolPersistence, SnapshotListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PoolStateStore.class);

    private final Closeable owned;
    private final PoolStateLog state;
    private final SegmentLog segments;
    private final LogKeeper keeper;
    private final StateWriter writer;

    private PoolStateStore(PoolStateLog state, Closeable owned) {
        this.owned = owned;
        this.state = state;
        this.segments = state.segments();
        this.keeper = LogKeeper.start(segments, "keyway-usage-log");
        this.writer = StateWriter.start(state);
    }

    /**
     * Opens the state directory and takes in what the last run left.
     *
     * @param first its keys are in the state from the start
     * @throws dev.keyway.filters.settings.InvalidSettingsException if the directory cannot be written to, has no room,
     *     belongs to another gateway, or holds what a later release has written
     */
    public static PoolStateStore open(Path stateDir, RuntimeModel first, Clock clock) {
        return open(stateDir, first, clock, SegmentLogOptions.of(stateDir, PoolStateLog.LOG));
    }

    /**
     * The same in a directory that others use too, and that is not let go of with the store.
     *
     * @param keep how long events stay that the admin service has stored; null if there is no admin service
     */
    static PoolStateStore open(StateDirectory directory, RuntimeModel first, Clock clock, @Nullable Duration keep) {
        SegmentLogOptions options = SegmentLogOptions.of(directory.path(), PoolStateLog.LOG);
        return open(directory, first, clock, options, keep, () -> {});
    }

    static PoolStateStore open(Path stateDir, RuntimeModel first, Clock clock, SegmentLogOptions options) {
        StateDirectory directory = StateDirectory.take(stateDir);
        return open(directory, first, clock, options, null, directory);
    }

    private static PoolStateStore open(
            StateDirectory directory,
            RuntimeModel first,
            Clock clock,
            SegmentLogOptions options,
            @Nullable Duration keep,
            Closeable owned) {
        try {
            return new PoolStateStore(PoolStateLog.open(directory, options, first, clock, keep), owned);
        } catch (IOException e) {
            closeQuietly(owned);
            throw StateDirectory.unusable(directory.path(), e);
        } catch (RuntimeException e) {
            closeQuietly(owned);
            throw e;
        }
    }

    /** The usage log, which shares its files with the cooldowns. */
    public UsageLog usageLog() {
        return state.usage();
    }

    /** The log that usage and cooldowns share. */
    public SegmentLog segments() {
        return segments;
    }

    /** The admin service has stored the events of the log up to this sequence. */
    public void stored(long sequence) {
        state.retention().stored(sequence);
    }

    /** What a provider's pool is to begin with: today's counts, and the cooldowns that still run. */
    @Override
    public PoolState state(String provider) {
        return state.state(provider);
    }

    /** Registers the keys of the next model before any of them serves. */
    @Override
    public void changing(Snapshot now, Snapshot next) {
        state.register(next.model());
    }

    /** Writes down the cooldowns of a provider's pool. One that finds no room is forgotten at the end of the process. */
    @Override
    public PoolEvents events(String provider) {
        return new PoolEvents() {
            @Override
            public void cooldownStarted(Cooldown cooldown) {
                write(new CooldownRecord.Started(
                        provider,
                        cooldown.keyId(),
                        cooldown.account(),
                        cooldown.model(),
                        cooldown.reason(),
                        cooldown.detail(),
                        cooldown.since(),
                        cooldown.until()));
            }

            @Override
            public void cooldownEnded(Cooldown cooldown) {
                write(new CooldownRecord.Ended(provider, cooldown.keyId(), cooldown.account(), cooldown.model()));
            }
        };
    }

    /** Why calls cannot be written down, now or soon; empty if they can. */
    public Optional<String> trouble() {
        return Optional.ofNullable(segments.trouble());
    }

    /** Folds what is left and lets go of the state directory. */
    @Override
    public void close() {
        state.usage().recordCounted(null);
        writer.close();
        try {
            keeper.close();
        } catch (IOException e) {
            log.error("{} may lack what was stored last: {}", PoolStateLog.LOG, e.getMessage());
        }
        closeQuietly(owned);
    }

    private void write(CooldownRecord record) {
        try {
            segments.append(CooldownCodec.encode(record));
        } catch (LogUnavailableException e) {
            log.warn("a cooldown will not survive a restart: {}", e.getMessage());
        }
    }

    private static void closeQuietly(Closeable directory) {
        try {
            directory.close();
        } catch (IOException e) {
            log.warn("the lock of the state directory was not released: {}", e.getMessage());
        }
    }
}
