package dev.keyway.filters.keyusage;

import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.settings.GatewaySettings;
import dev.keyway.filters.spool.LogReader;
import dev.keyway.filters.spool.LogVisitor;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The books and the log behind them. Folding takes what the log has into the books and puts them on the disk; a segment
 * is let go only after that, and the books say how far they reach, so that a crash at any moment loses and doubles
 * nothing.
 */
final class UsageLedger {

    static final String FILE = "key_usage.json";
    static final String LOG = "key_usage.log";

    private static final Logger log = LoggerFactory.getLogger(UsageLedger.class);

    private final StateDirectory directory;
    private final Clock clock;
    private final UsageBook book;
    private final SegmentLog segments;
    private final LogReader reader;
    private byte[] written = new byte[0];

    private UsageLedger(StateDirectory directory, Clock clock, UsageBook book, SegmentLog segments) {
        this.directory = directory;
        this.clock = clock;
        this.book = book;
        this.segments = segments;
        this.reader = segments.reader();
    }

    /** Opens the books and takes in what the last run left in the log. */
    static UsageLedger open(StateDirectory directory, SegmentLogOptions options, GatewaySettings settings, Clock clock)
            throws IOException {
        UsageBook book = books(directory, options, clock);
        UsageLedger ledger = new UsageLedger(directory, clock, book, SegmentLog.open(options, book.folded));
        settings.providers().forEach(provider -> provider.keys().forEach(key -> book.register(provider.id(), key)));
        ledger.read();
        book.interruptOpen();
        ledger.fold();
        return ledger;
    }

    SegmentLog segments() {
        return segments;
    }

    synchronized PoolState state(String provider) {
        return book.state(provider, clock.instant());
    }

    /** Takes in what is new and puts the books on the disk. */
    synchronized void fold() throws IOException {
        read();
        book.settle(clock.instant());
        byte[] json = UsageJson.write(book);
        if (!java.util.Arrays.equals(json, written) || !Files.exists(directory.resolve(FILE))) {
            directory.replace(FILE, json);
            written = json;
        }
        segments.removeThrough(book.folded);
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
            book.apply(sequence, JournalCodec.decode(payload));
        } catch (IOException e) {
            log.error("{}: record {} is skipped: {}", LOG, sequence, e.getMessage());
        }
    }

    /** Without the file the books begin anew, and the log with them: that is how people reset them. */
    private static UsageBook books(StateDirectory directory, SegmentLogOptions options, Clock clock)
            throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            SegmentLog.delete(options);
            return new UsageBook();
        }
        try {
            return UsageJson.read(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            Path aside = directory.resolve(FILE + ".corrupt-" + clock.instant().getEpochSecond());
            Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
            log.error(
                    "{} is not readable and was renamed to {}; usage starts again with what is in the log",
                    file,
                    aside);
            return new UsageBook();
        }
    }
}
