package dev.keyway.filters.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.spool.LogKeeper;
import dev.keyway.filters.spool.RecordFormat;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledUsageLogTests {

    private static final int REQUESTS = 50_000;

    /** More than a gateway admits: about 5,000 a second. */
    private static final int TOGETHER = 50;

    @TempDir
    private Path directory;

    @Test
    void hasRoomForFiftyThousandOpenRequests() throws Exception {
        SegmentLog segments = SegmentLog.open(SegmentLogOptions.of(directory, "key_usage.log"), 0);
        try (LogKeeper keeper = LogKeeper.start(segments, "test-log")) {
            assertThat(keeper).isNotNull();
            SpooledUsageLog log = new SpooledUsageLog(segments);
            List<UsageEntry> entries = new ArrayList<>();
            List<UsageEntry.Attempt> attempts = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                UsageEntry entry = log.open(TestRequests.opened("req_" + i));
                entries.add(entry);
                attempts.add(entry.attempt(TestRequests.attempt(1)));
                if (i % TOGETHER == 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
            }
            assertThat(log.openCount()).isEqualTo(REQUESTS);
            for (int i = 0; i < REQUESTS; i++) {
                attempts.get(i).close(TestRequests.ended(Outcome.COMPLETED, TestRequests.usage(1, 2, 3, false)));
                entries.get(i).close(TestRequests.closed(Outcome.COMPLETED, 1));
            }
            assertThat(log.openCount()).isZero();
        }
    }

    @Test
    void recordsFiveRefusalsOfATokenASecondSinglyAndCountsTheOthers() throws Exception {
        SegmentLog segments = SegmentLog.open(SegmentLogOptions.of(directory, "key_usage.log"), 0);
        SpooledUsageLog log = new SpooledUsageLog(segments);
        for (int i = 0; i < 100; i++) {
            log.refuse(TestRequests.refused("model_not_allowed", TestRequests.NOON.plusMillis(i)));
        }
        log.recordCounted(TestRequests.NOON.plusSeconds(9));
        assertThat(counts(segments)).containsExactly(1L, 1L, 1L, 1L, 1L);

        log.recordCounted(TestRequests.NOON.plusSeconds(11));

        assertThat(counts(segments)).containsExactly(1L, 1L, 1L, 1L, 1L, 95L);
    }

    private static List<Long> counts(SegmentLog segments) {
        List<Long> counts = new ArrayList<>();
        segments.reader().read((sequence, payload) -> {
            try {
                if (UsageCodec.decode(RecordFormat.decode(payload)) instanceof UsageRecord.Refusal refusal) {
                    counts.add(refusal.count());
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return counts;
    }
}
