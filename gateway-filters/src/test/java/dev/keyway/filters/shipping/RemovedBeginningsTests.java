package dev.keyway.filters.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.filters.control.Backoff;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.spool.LogReader;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.filters.usage.LogRetention;
import dev.keyway.filters.usage.SpooledUsageLog;
import dev.keyway.filters.usage.TestRequests;
import dev.keyway.filters.usage.UsageRecovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request begins in a segment of the log that is removed, and ends in the next one. */
class RemovedBeginningsTests {

    private static final int SEGMENT_BYTES = 16 * 1024;
    private static final int MORE_THAN_A_SEGMENT = 60;

    @TempDir
    private Path folder;

    private final FakeAdmin admin = new FakeAdmin();
    private SegmentLog segments;
    private SpooledUsageLog log;
    private LogRetention retention;
    private Shipment shipment;

    @BeforeEach
    void start() throws IOException {
        SegmentLogOptions options = new SegmentLogOptions(
                folder, "key_usage.log", SEGMENT_BYTES, 500, (file, bytes) -> Files.write(file, new byte[(int) bytes]));
        segments = SegmentLog.open(options, 0);
        LogReader reader = segments.reader();
        UsageRecovery.recover(segments, reader, other -> {});
        log = new SpooledUsageLog(segments);
        retention = LogRetention.managed(segments, log, Duration.ZERO, InstantSource.system());
        shipment = new Shipment(
                folder,
                segments,
                retention::stored,
                admin,
                () -> null,
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(20), new Random(1)),
                InstantSource.system());
    }

    @Test
    void itIsShippedAfterAKillIfItHadEndedSinceTheLastBatch() throws Exception {
        UsageEntry last = log.open(TestRequests.opened("last"));
        fillTheSegment();
        shipAll();
        last.close(TestRequests.closed(Outcome.COMPLETED, 0));
        fold();
        fold();

        start();
        shipAll();

        assertThat(admin.stored.values()).extracting(UsageEvent::requestId).contains("last");
        assertThat(shipment.status().damaged()).isZero();
    }

    @Test
    void itIsNoDamageOnceItIsShipped() throws Exception {
        UsageEntry last = log.open(TestRequests.opened("last"));
        fillTheSegment();
        last.close(TestRequests.closed(Outcome.COMPLETED, 0));
        shipAll();
        int before = segments.sealed().size();
        fold();
        fold();
        assertThat(segments.sealed()).hasSizeLessThan(before);

        start();
        shipAll();

        assertThat(shipment.status().damaged()).isZero();
        assertThat(admin.stored).hasSize(MORE_THAN_A_SEGMENT + 1);
    }

    private void fillTheSegment() {
        for (int i = 0; i < MORE_THAN_A_SEGMENT; i++) {
            log.open(TestRequests.opened("req_" + i)).close(TestRequests.closed(Outcome.COMPLETED, 0));
            segments.maintain();
        }
        assertThat(segments.sealed()).isNotEmpty();
    }

    /** The state file has all that is in the log. */
    private void fold() throws IOException {
        retention.folded(segments.lastSequence());
    }

    private void shipAll() throws InterruptedException {
        do {
            Duration unused = shipment.ship();
        } while (!shipment.isDone());
    }
}
