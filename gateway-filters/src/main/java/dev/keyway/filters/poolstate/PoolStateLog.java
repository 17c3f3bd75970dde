package dev.keyway.filters.poolstate;

import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.spool.LogReader;
import dev.keyway.filters.spool.LogVisitor;
import dev.keyway.filters.spool.RecordFormat;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.filters.spool.UnknownFormatException;
import dev.keyway.filters.usage.LogRetention;
import dev.keyway.filters.usage.SpooledUsageLog;
import dev.keyway.filters.usage.UsageCodec;
import dev.keyway.filters.usage.UsageRecovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pool states and the log behind them. Folding takes what the log has into the state file; a segment is removed only after that,
 * and the file says how far it reaches, so that a crash at any moment loses and doubles nothing. Usage and cooldowns share one log,
 * because their order matters: a call that was served ends the backoff of its key.
 */
final class PoolStateLog {

    static final String FILE = "key_usage.json";
    static final String LOG = "key_usage.log";

    private static final Logger log = LoggerFactory.getLogger(PoolStateLog.class);

    private final StateDirectory directory;
    private final Clock clock;
    private final PoolStates states;
    private final SegmentLog segments;
    private final SpooledUsageLog usage;
    private final LogRetention retention;
    private final LogReader reader;
    private byte[] written = new byte[0];

    private PoolStateLog(
            StateDirectory directory, Clock clock, PoolStates states, SegmentLog segments, @Nullable Duration keep) {
        this.directory = directory;
        this.clock = clock;
        this.states = states;
        this.segments = segments;
        this.usage = new SpooledUsageLog(segments);
        this.retention = keep == null
                ? LogRetention.standalone(segments, usage, clock)
                : LogRetention.managed(segments, usage, keep, clock);
        this.reader = segments.reader();
    }

    /**
     * Opens the states, ends the requests that the last run left open, and takes in what it left in the log.
     *
     * @throws dev.keyway.filters.settings.InvalidSettingsException if the log holds what a later release has written
     */
    static PoolStateLog open(StateDirectory directory, SegmentLogOptions options, RuntimeModel first, Clock clock)
            throws IOException {
        return open(directory, options, first, clock, null);
    }

    /**
     * The same where an admin service may store the events of the log.
     *
     * @param keep how long what it has stored stays; null if there is no admin service
     */
    static PoolStateLog open(
            StateDirectory directory,
            SegmentLogOptions options,
            RuntimeModel first,
            Clock clock,
            @Nullable Duration keep)
            throws IOException {
        boolean isReset = !Files.exists(directory.resolve(FILE));
        PoolStates states = states(directory, clock);
        SegmentLog segments = SegmentLog.open(options, states.folded);
        recover(directory, segments);
        if (isReset) {
            states.folded = segments.lastSequence();
        }
        PoolStateLog opened = new PoolStateLog(directory, clock, states, segments, keep);
        states.register(first);
        opened.read();
        states.recognise(first);
        states.interruptOpen();
        opened.fold();
        return opened;
    }

    SegmentLog segments() {
        return segments;
    }

    LogRetention retention() {
        return retention;
    }

    SpooledUsageLog usage() {
        return usage;
    }

    synchronized PoolState state(String provider) {
        return states.state(provider, clock.instant());
    }

    /** Makes the keys of another model known, so that cooldowns of their accounts are stored for each of them. */
    synchronized void register(RuntimeModel next) {
        read();
        states.register(next);
        states.recognise(next);
    }

    /** Takes in what is new. */
    synchronized void take() {
        usage.recordCounted(clock.instant());
        read();
        states.settle(clock.instant());
    }

    /** Whether the state file must be written now: it is gone, or the log needs the room of what the file would contain. */
    boolean mustFold() {
        return segments.isCrowded() || !Files.exists(directory.resolve(FILE));
    }

    /** Takes in what is new and writes the state file. */
    synchronized void fold() throws IOException {
        take();
        byte[] json = PoolStateJson.write(states);
        if (!java.util.Arrays.equals(json, written) || !Files.exists(directory.resolve(FILE))) {
            directory.replace(FILE, json);
            written = json;
        }
        retention.folded(states.folded);
    }

    static void recover(StateDirectory directory, SegmentLog segments) throws IOException {
        LogReader reader = segments.reader();
        try {
            UsageRecovery.recover(segments, reader, CooldownCodec::decode);
        } catch (UnknownFormatException unknown) {
            segments.close();
            throw directory.unknownFormat(reader.file(), unknown, RecordFormat.VERSION);
        }
    }

    private void read() {
        reader.read(new LogVisitor() {
            @Override
            public void record(long sequence, byte[] payload) {
                take(sequence, payload);
            }

            @Override
            public void damaged(String segment, int from, int to) {
                log.error("{}: bytes {} to {} are damaged and are skipped", segment, from, to);
            }
        });
    }

    private void take(long sequence, byte[] payload) {
        try {
            RecordFormat.Body record = RecordFormat.decode(payload);
            if (UsageCodec.reads(record)) {
                states.apply(sequence, UsageCodec.decode(record));
            } else {
                states.apply(sequence, CooldownCodec.decode(record));
            }
        } catch (IOException e) {
            log.error("{}: record {} is skipped: {}", LOG, sequence, e.getMessage());
        }
    }

    /** Without the file the state begins anew: that is how people reset it. The log stays. */
    static PoolStates states(StateDirectory directory, Clock clock) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return new PoolStates();
        }
        try {
            return PoolStateJson.read(Files.readAllBytes(file));
        } catch (UnknownFormatException unknown) {
            throw directory.unknownFormat(FILE, unknown, PoolStateJson.VERSION);
        } catch (IllegalArgumentException e) {
            Path aside = directory.resolve(FILE + ".corrupt-" + clock.instant().getEpochSecond());
            Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
            log.error(
                    "{} is not readable and was copied to {}; usage starts again with what is in the log", file, aside);
            return new PoolStates();
        }
    }
}
