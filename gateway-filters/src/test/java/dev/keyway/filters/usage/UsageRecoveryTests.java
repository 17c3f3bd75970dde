package dev.keyway.filters.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.spool.RecordFormat;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left open by a process that was killed. */
class UsageRecoveryTests {

    private static final int SEGMENT = 16 * 1024;

    /** Of the places at which a log is cut; each log begins at another one, so that every place has its turn. */
    private static final int STRIDE = 11;

    private static final String FIRST = "key_usage.log.0000000001";

    @TempDir
    private Path root;

    private int folders;

    @Test
    void endsARequestAtWhatItReported() throws Exception {
        Path folder = folder();
        SpooledUsageLog log = new SpooledUsageLog(open(folder));
        UsageEntry entry = log.open(TestRequests.opened("req_1"));
        entry.attempt(TestRequests.attempt(1))
                .close(TestRequests.ended(Outcome.FAILED, TestRequests.usage(10, 0, 7, true)));
        UsageEntry.Attempt second = entry.attempt(TestRequests.attempt(2));
        second.progress(TestRequests.usage(100, 20, 120, true));
        second.progress(TestRequests.usage(100, 40, 140, true));

        EndedRequest ended = recovered(folder).values().iterator().next();

        assertThat(ended.closed().outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(ended.attempts())
                .extracting(attempt -> attempt.closed().outcome())
                .containsExactly(Outcome.FAILED, Outcome.INTERRUPTED);
        assertThat(ended.attempts().get(1).closed().usage()).isEqualTo(read(TestRequests.usage(100, 40, 140, true)));
    }

    @Test
    void endsARequestThatReportedNothingAtWhatWasExpected() throws Exception {
        Path folder = folder();
        SpooledUsageLog log = new SpooledUsageLog(open(folder));
        log.open(TestRequests.opened("req_1")).attempt(TestRequests.attempt(1));
        log.open(TestRequests.opened("not sent"));

        List<EndedRequest> ended = new ArrayList<>(recovered(folder).values());

        assertThat(ended).hasSize(2);
        assertThat(ended.getFirst().attempts().getFirst().closed().usage()).isEqualTo(read(TestRequests.EXPECTED));
        assertThat(ended.getLast().attempts()).isEmpty();
    }

    @Test
    void endsARequestUnderAHardBudgetAtNoLessThanWasHeld() throws Exception {
        Path folder = folder();
        SpooledUsageLog log = new SpooledUsageLog(open(folder));
        log.open(TestRequests.opened("nothing reported")).attempt(TestRequests.attempt(1, 70_000));
        log.open(TestRequests.opened("less reported"))
                .attempt(TestRequests.attempt(1, 70_000))
                .progress(TestRequests.usage(100, 40, 140, true));
        log.open(TestRequests.opened("more reported"))
                .attempt(TestRequests.attempt(1, 70_000))
                .progress(TestRequests.usage(100, 900, 90_000, true));

        List<AttemptUsage> usages = recovered(folder).values().stream()
                .map(ended -> ended.attempts().getFirst().closed().usage())
                .toList();

        assertThat(usages).extracting(AttemptUsage::costNanos).containsExactly(70_000L, 70_000L, 90_000L);
        assertThat(usages).allMatch(AttemptUsage::estimated);
        assertThat(usages.get(1).tokens()).isEqualTo(Usage.of(100, 40));
    }

    @Test
    void booksNoLessThanWasHeldForWhatHasNoPrice() throws Exception {
        Path folder = folder();
        SpooledUsageLog log = new SpooledUsageLog(open(folder));
        Cost cost = new Cost.Unpriced(new NanoDollars(500), Map.of(Meter.IMAGE, 3L));
        for (long held : new long[] {0, 300, 70_000}) {
            UsageEntry entry = log.open(TestRequests.opened("req_" + held));
            entry.attempt(TestRequests.attempt(1, held))
                    .close(TestRequests.ended(
                            Outcome.COMPLETED, new AttemptUsage(Usage.of(Map.of(Unit.IMAGE, 3L)), false, cost)));
            entry.close(TestRequests.closed(Outcome.COMPLETED, 1));
        }

        assertThat(recovered(folder).values())
                .extracting(ended -> ended.attempts().getFirst())
                .extracting(
                        attempt -> attempt.opened().heldNanos(),
                        attempt -> attempt.closed().usage().costNanos())
                .containsExactly(tuple(0L, 500L), tuple(300L, 500L), tuple(70_000L, 70_000L));
    }

    /** What a log that is cut anywhere holds is whole: each request whose beginning is there ends once, and always in the same way. */
    @Test
    void givesEachRequestOneEventWhereverTheLogIsCut() throws Exception {
        for (int seed = 0; seed < STRIDE; seed++) {
            Path folder = folder();
            write(new SpooledUsageLog(open(folder)), new Random(seed));
            byte[] whole = Files.readAllBytes(folder.resolve(FIRST));
            int end = whole.length;
            while (whole[end - 1] == 0) {
                end--;
            }
            for (int cut = 16 + seed; cut <= end + 8; cut += STRIDE) {
                Path left = folder();
                byte[] bytes = Arrays.copyOf(Arrays.copyOf(whole, cut), whole.length);
                Files.write(left.resolve(FIRST), bytes);
                Set<UUID> begun = begun(left);

                Map<UUID, EndedRequest> once = recovered(left);
                Map<UUID, EndedRequest> again = recovered(left);

                assertThat(once.keySet()).as("cut at " + cut).isEqualTo(begun);
                assertThat(again).as("cut at " + cut).isEqualTo(once);
                Files.write(left.resolve(FIRST), bytes);
                deleteAllBut(left, FIRST);
                assertThat(withoutSequences(recovered(left)))
                        .as("cut at " + cut)
                        .isEqualTo(withoutSequences(once));
            }
        }
    }

    /** Some requests at a time, step by step. */
    private static void write(SpooledUsageLog log, Random random) {
        List<Steps> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.add(new Steps(log, "req_" + i));
        }
        for (int step = 0; step < 9; step++) {
            all.get(random.nextInt(all.size())).next(random);
        }
    }

    private static final class Steps {

        private final SpooledUsageLog log;
        private final String id;
        private UsageEntry entry = UsageEntry.NONE;
        private UsageEntry.Attempt attempt = UsageEntry.Attempt.NONE;
        private int step;
        private int number;

        Steps(SpooledUsageLog log, String id) {
            this.log = log;
            this.id = id;
        }

        void next(Random random) {
            switch (step) {
                case 0 -> {
                    entry = log.open(TestRequests.opened(id));
                    step = 1;
                }
                case 1 -> {
                    number++;
                    attempt = entry.attempt(TestRequests.attempt(number));
                    step = 2;
                }
                case 2 -> {
                    if (random.nextInt(3) == 0) {
                        attempt.progress(TestRequests.usage(100, 10, 110, true));
                    } else {
                        boolean failed = random.nextBoolean();
                        attempt.close(TestRequests.ended(
                                failed ? Outcome.FAILED : Outcome.COMPLETED, TestRequests.usage(100, 20, 500, false)));
                        step = failed ? 1 : 3;
                    }
                }
                default -> entry.close(TestRequests.closed(Outcome.COMPLETED, number));
            }
        }
    }

    private static Map<UUID, EndedRequest> withoutSequences(Map<UUID, EndedRequest> events) {
        Map<UUID, EndedRequest> same = new LinkedHashMap<>();
        events.forEach(
                (id, ended) -> same.put(id, new EndedRequest(id, 0, ended.opened(), ended.attempts(), ended.closed())));
        return same;
    }

    /** Recovers what is in a folder, as each start does, and reads it; fails if an event comes twice. */
    private static Map<UUID, EndedRequest> recovered(Path folder) throws IOException {
        SegmentLog segments = open(folder);
        UsageRecovery.recover(segments, segments.reader(), other -> {});
        Map<UUID, EndedRequest> events = new LinkedHashMap<>();
        UsageAssembler assembler = new UsageAssembler(
                ended -> assertThat(events.put(ended.event(), ended)).isNull());
        read(segments, assembler);
        assertThat(assembler.interrupted()).isEmpty();
        return events;
    }

    /** The requests whose beginning is there. */
    private static Set<UUID> begun(Path folder) throws IOException {
        Set<UUID> begun = new HashSet<>();
        open(folder).reader().read((sequence, payload) -> {
            if (decode(payload) instanceof UsageRecord.RequestOpen request) {
                begun.add(request.event());
            }
        });
        return begun;
    }

    private static void read(SegmentLog segments, UsageAssembler assembler) {
        segments.reader().read((sequence, payload) -> {
            try {
                assembler.take(sequence, decode(payload));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static UsageRecord decode(byte[] payload) {
        try {
            return UsageCodec.decode(RecordFormat.decode(payload));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Usage as it is read from the log, where the price list is in another record. */
    private static dev.keyway.filters.record.AttemptUsage read(dev.keyway.filters.record.AttemptUsage usage) {
        var priced = (dev.keyway.catalogue.price.Cost.Priced) java.util.Objects.requireNonNull(usage.cost());
        return new dev.keyway.filters.record.AttemptUsage(
                usage.tokens(), usage.estimated(), new dev.keyway.catalogue.price.Cost.Priced(priced.amount(), ""));
    }

    private static void deleteAllBut(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> !file.endsWith(name)).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path folder() throws IOException {
        return Files.createDirectory(root.resolve("f" + folders++));
    }

    private static SegmentLog open(Path folder) throws IOException {
        return SegmentLog.open(
                new SegmentLogOptions(
                        folder,
                        "key_usage.log",
                        SEGMENT,
                        64,
                        (file, bytes) -> Files.write(file, new byte[(int) bytes])),
                0);
    }
}
