package dev.keyway.filters.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.spool.RecordFormat;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.testkit.time.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the admin service has stored stays for {@code KEYWAY_USAGE_KEEP}, or for less where the disk is full. */
class LogRetentionTests {

    private static final int SEGMENT_BYTES = 16 * 1024;
    private static final int MORE_THAN_A_SEGMENT = 60;
    private static final int PLENTY = 500;
    private static final Duration KEEP = Duration.ofHours(24);

    @TempDir
    private Path folder;

    private final TestClock clock = TestClock.at(Instant.now().toString());

    private SegmentLog segments;
    private SpooledUsageLog log;
    private LogRetention retention;
    private boolean isStored;
    private int maxSegments = PLENTY;

    @BeforeEach
    void start() throws IOException {
        SegmentLogOptions options = new SegmentLogOptions(
                folder,
                "key_usage.log",
                SEGMENT_BYTES,
                maxSegments,
                (file, bytes) -> Files.write(file, new byte[(int) bytes]));
        segments = SegmentLog.open(options, 0);
        log = new SpooledUsageLog(segments);
        retention = LogRetention.managed(segments, log, KEEP, clock);
    }

    @Test
    void whatIsStoredStaysForTheTimeThatIsSet() throws Exception {
        fillASegment();
        int sealed = segments.sealed().size();
        storeAll();
        foldTwice();
        assertThat(segments.sealed()).hasSize(sealed);

        clock.advance(KEEP.minusMinutes(1));
        foldTwice();
        assertThat(segments.sealed()).hasSize(sealed);

        clock.advance(Duration.ofMinutes(2));
        foldTwice();
        assertThat(segments.sealed()).isEmpty();
    }

    @Test
    void whatIsNotStoredStaysHoweverOldItIs() throws Exception {
        fillASegment();
        int sealed = segments.sealed().size();
        clock.advance(KEEP.multipliedBy(10));
        foldTwice();
        assertThat(segments.sealed()).hasSize(sealed);
    }

    @Test
    void whereTheDiskIsFullItGoesAsSoonAsItIsStored() throws Exception {
        maxSegments = 3;
        start();
        fillASegment();
        assertThat(segments.isCrowded()).isTrue();
        foldTwice();
        assertThat(segments.sealed()).as("not stored yet").isNotEmpty();

        storeAll();
        foldTwice();
        assertThat(segments.sealed()).isEmpty();
    }

    @Test
    void aRequestThatIsOpenInWhatGoesIsEndedByARecoveryAllTheSame() throws Exception {
        UsageEntry.Attempt unused = log.open(TestRequests.opened("long")).attempt(TestRequests.attempt(1));
        fillASegment();
        storeAll();
        clock.advance(KEEP.plusMinutes(1));
        foldTwice();
        assertThat(segments.sealed()).isEmpty();
        segments.close();

        start();
        List<EndedRequest> ended = new ArrayList<>();
        UsageRecovery.recover(segments, segments.reader(), other -> {});
        UsageAssembler assembler = new UsageAssembler(ended::add);
        segments.reader().read((sequence, payload) -> {
            try {
                assembler.take(sequence, UsageCodec.decode(RecordFormat.decode(payload)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(ended)
                .filteredOn(request -> request.opened().requestId().equals("long"))
                .singleElement()
                .satisfies(request -> assertThat(request.closed().outcome()).isEqualTo(Outcome.INTERRUPTED));
    }

    private void storeAll() {
        isStored = true;
        retention.stored(segments.lastSequence());
    }

    private void fillASegment() {
        for (int i = 0; i < MORE_THAN_A_SEGMENT; i++) {
            log.open(TestRequests.opened("req_" + i)).close(TestRequests.closed(Outcome.COMPLETED, 0));
            segments.maintain();
        }
        assertThat(segments.sealed()).isNotEmpty();
    }

    /** The state file has all that is in the log; what was carried on the first time goes the second time. */
    private void foldTwice() throws IOException {
        retention.folded(segments.lastSequence());
        segments.maintain();
        if (isStored) {
            retention.stored(segments.lastSequence());
        }
        retention.folded(segments.lastSequence());
    }
}
