package dev.keyway.filters.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.filters.poolstate.StateDirectory;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.filters.usage.SpooledUsageLog;
import dev.keyway.filters.usage.TestRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageImportTests {

    @TempDir
    private Path directory;

    private final FakeAdmin admin = new FakeAdmin();

    @Test
    void booksWhatWasLeftOnceAndEndsWhatWasOpen() throws Exception {
        killed();
        UsageImport.Result first = UsageImport.run(directory, admin);
        UsageImport.Result second = UsageImport.run(directory, admin);

        assertThat(first.taken()).isEqualTo(4);
        assertThat(admin.stored.values())
                .extracting(UsageEvent::requestId)
                .containsExactlyInAnyOrder("req_0", "req_1", "req_2", "open");
        assertThat(admin.stored.values())
                .filteredOn(event -> event.requestId().equals("open"))
                .allSatisfy(event -> {
                    assertThat(event.outcome()).isEqualTo("INTERRUPTED");
                    assertThat(event.estimated()).isTrue();
                    assertThat(event.costNanos()).isEqualTo(TestRequests.EXPECTED_NANOS);
                });
        assertThat(second.logId()).isEqualTo(first.logId());
        assertThat(second.taken()).isZero();
        assertThat(admin.stored).hasSize(4);
    }

    @Test
    void saysAtTheEndThatThisWasAll() throws Exception {
        killed();
        UsageImport.Result result = UsageImport.run(directory, admin);

        FakeAdmin.Batch last = admin.batches.getLast();
        assertThat(last.events()).isEmpty();
        assertThat(last.header().through()).isEqualTo(last.header().lastSequence());
        assertThat(admin.marks).containsEntry(result.logId(), last.header().lastSequence());
    }

    @Test
    void isRefusedWhileAGatewayUsesTheDirectory() throws Exception {
        killed();
        try (StateDirectory running = StateDirectory.take(directory)) {
            assertThatThrownBy(() -> UsageImport.run(running.path(), admin))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("another gateway is using");
        }
        assertThat(admin.batches).isEmpty();
        assertThat(UsageImport.run(directory, admin).taken()).isEqualTo(4);
    }

    @Test
    void endsWhenTheAdminServiceRefusesAndCanBeRepeated() throws Exception {
        killed();
        admin.script.add(batch -> FakeAdmin.problem(409, "gateway_running"));
        assertThatThrownBy(() -> UsageImport.run(directory, admin))
                .isInstanceOf(UsageImportException.class)
                .hasMessageContaining("gateway_running");
        assertThat(UsageImport.run(directory, admin).taken()).isEqualTo(4);
    }

    @Test
    void goesOnAfterAnOutageAndABatchThatIsTooLarge() throws Exception {
        killed();
        admin.script.add(batch -> FakeAdmin.problem(502, ""));
        admin.script.add(batch -> FakeAdmin.problem(413, "request_too_large"));
        assertThat(UsageImport.run(directory, admin).taken()).isEqualTo(4);
    }

    @Test
    void leavesAFolderAloneThatHasNoLog() throws IOException {
        assertThatThrownBy(() -> UsageImport.run(directory, admin)).isInstanceOf(NoSuchFileException.class);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    /** The directory of a gateway that was killed with a request under way. */
    private void killed() throws Exception {
        SegmentLog segments = SegmentLog.open(SegmentLogOptions.of(directory, "key_usage.log"), 0);
        SpooledUsageLog log = new SpooledUsageLog(segments);
        for (int i = 0; i < 3; i++) {
            UsageEntry entry = log.open(TestRequests.opened("req_" + i));
            entry.attempt(TestRequests.attempt(1))
                    .close(TestRequests.ended(Outcome.COMPLETED, TestRequests.usage(100, 20, 500, false)));
            entry.close(TestRequests.closed(Outcome.COMPLETED, 1));
        }
        UsageEntry.Attempt unused = log.open(TestRequests.opened("open")).attempt(TestRequests.attempt(1));
    }
}
