package dev.keyway.filters.keyusage;

import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.settings.GatewaySettings;
import dev.keyway.filters.spool.LogKeeper;
import dev.keyway.filters.spool.LogUnavailableException;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down every call before it is sent and again when it ends, and every cooldown. What it has taken survives the
 * process, however that ends. Safe for use by many threads, event loops among them: nothing here waits for the disk.
 */
public final class UsageJournal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UsageJournal.class);

    private final StateDirectory directory;
    private final UsageLedger ledger;
    private final SegmentLog segments;
    private final LogKeeper keeper;
    private final UsageFolder folder;

    private UsageJournal(StateDirectory directory, UsageLedger ledger) {
        this.directory = directory;
        this.ledger = ledger;
        this.segments = ledger.segments();
        this.keeper = LogKeeper.start(segments, "keyway-usage-log");
        this.folder = UsageFolder.start(ledger);
    }

    /**
     * Opens the books in the state directory and takes in what the last run left.
     *
     * @throws dev.keyway.filters.settings.InvalidSettingsException if the directory cannot be written to, has no room,
     *     or belongs to another gateway
     */
    public static UsageJournal open(GatewaySettings settings, Clock clock) {
        return open(settings, clock, SegmentLogOptions.of(stateDir(settings), UsageLedger.LOG));
    }

    static UsageJournal open(GatewaySettings settings, Clock clock, SegmentLogOptions options) {
        StateDirectory directory = StateDirectory.take(stateDir(settings));
        try {
            return new UsageJournal(directory, UsageLedger.open(directory, options, settings, clock));
        } catch (IOException e) {
            closeQuietly(directory);
            throw StateDirectory.unusable(directory.path(), e);
        } catch (RuntimeException e) {
            closeQuietly(directory);
            throw e;
        }
    }

    /**
     * Writes down that a call is about to be sent, and takes the room for its end.
     *
     * @throws GatewayException with {@code accounting_unavailable} if there is no room
     */
    public JournalEntry open(CallTarget target, Instant at) {
        byte[] record = JournalCodec.encode(new JournalRecord.Opened(target, at));
        try {
            SegmentLog.Appended appended = segments.append(record, JournalCodec.closedBytes(record.length));
            return new JournalEntry(appended.sequence(), target, at, appended.reservation());
        } catch (LogUnavailableException e) {
            throw new GatewayException(GatewayError.of(
                            ErrorCode.ACCOUNTING_UNAVAILABLE,
                            "The gateway cannot record the usage of this call; try again shortly")
                    .retryAfter(Duration.ofSeconds(1)));
        }
    }

    /** What a provider's pool is to begin with: today's counts, and the cooldowns that still run. */
    public PoolState state(String provider) {
        return ledger.state(provider);
    }

    /** Writes down the cooldowns of a provider's pool. One that finds no room is forgotten at the end of the process. */
    public PoolEvents events(String provider) {
        return new PoolEvents() {
            @Override
            public void cooldownStarted(Cooldown cooldown) {
                write(new JournalRecord.CooldownStarted(
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
                write(new JournalRecord.CooldownEnded(
                        provider, cooldown.keyId(), cooldown.account(), cooldown.model()));
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
        folder.close();
        try {
            keeper.close();
        } catch (IOException e) {
            log.error("{} may lack what was stored last: {}", UsageLedger.LOG, e.getMessage());
        }
        closeQuietly(directory);
    }

    private static Path stateDir(GatewaySettings settings) {
        return Objects.requireNonNull(settings.stateDir(), "there is no state directory");
    }

    private void write(JournalRecord record) {
        try {
            segments.append(JournalCodec.encode(record));
        } catch (LogUnavailableException e) {
            log.warn("a cooldown will not survive a restart: {}", e.getMessage());
        }
    }

    private static void closeQuietly(StateDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            log.warn("the lock of {} was not released: {}", directory.path(), e.getMessage());
        }
    }
}
