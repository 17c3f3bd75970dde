package dev.keyway.filters.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentLogTests {

    @TempDir
    private Path directory;

    @Test
    void showsRecordsInTheOrderOfTheirSequenceAcrossSegmentsAndRuns() throws Exception {
        List<String> written = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            try (SegmentLog log = open()) {
                for (int i = 0; i < 100; i++) {
                    String text = "run " + run + " record " + i + "x".repeat(i);
                    log.append(bytes(text));
                    written.add(text);
                    maintainNowAndThen(log, i);
                }
            }
        }

        RecordedLog recorded = RecordedLog.of(open());

        assertThat(recorded.payloads).isEqualTo(written);
        assertThat(recorded.sequences)
                .isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
        assertThat(recorded.damages).isEmpty();
        assertThat(files()).hasSizeGreaterThan(5);
    }

    @Test
    void readsOnFromWhereItWasWhileTheLogGrowsAndItsOldSegmentsAreRemoved() throws Exception {
        SegmentLog log = open();
        LogReader reader = log.reader();
        RecordedLog recorded = new RecordedLog();
        for (int i = 0; i < 500; i++) {
            log.append(bytes("record " + i));
            maintainNowAndThen(log, i);
            if (i % 7 == 0) {
                reader.read(recorded);
                log.removeThrough(recorded.sequences.getLast());
            }
        }
        reader.read(recorded);

        assertThat(recorded.payloads)
                .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "record " + i).toList());
        assertThat(files()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void continuesTheSequenceWhenAllSegmentsWereRemoved() throws Exception {
        try (SegmentLog log = open()) {
            log.append(bytes("one"));
        }
        SegmentLog.delete(options());

        SegmentLog log = SegmentLog.open(options(), 41);

        assertThat(log.append(bytes("next"))).isEqualTo(42);
    }

    @Test
    void dropsARecordThatWasNotStoredInFull() throws Exception {
        try (SegmentLog log = open()) {
            log.append(bytes("whole"));
            log.append(bytes("torn"));
        }
        Path segment = files().getFirst();
        byte[] content = Files.readAllBytes(segment);
        int second = Segment.HEADER_BYTES + Frame.sizeOf("whole".length());
        content[second + 3] = 0;
        Files.write(segment, content);

        RecordedLog recorded = RecordedLog.of(open());

        assertThat(recorded.payloads).containsExactly("whole");
        assertThat(recorded.damages).isEmpty();
    }

    @Test
    void losesOnlyTheRecordWhoseBitsFlippedAndSaysWhere() throws Exception {
        try (SegmentLog log = open()) {
            for (int i = 0; i < 300; i++) {
                log.append(bytes("record " + i));
                maintainNowAndThen(log, i);
            }
        }
        Path second = files().get(1);
        byte[] intact = Files.readAllBytes(second);
        int end = Segment.HEADER_BYTES;
        while (intact[end + 3] != 0) {
            end += Frame.sizeOf(intact[end + 3]);
        }
        Random random = new Random(7);
        for (int trial = 0; trial < 40; trial++) {
            byte[] harmed = intact.clone();
            int at = Segment.HEADER_BYTES + random.nextInt(end - Segment.HEADER_BYTES);
            harmed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(second, harmed);

            RecordedLog recorded = RecordedLog.of(open());

            assertThat(recorded.payloads).hasSizeGreaterThanOrEqualTo(299).doesNotHaveDuplicates();
            assertThat(recorded.payloads).contains("record 0", "record 299");
            assertThat(recorded.sequences).isSorted();
        }
    }

    @Test
    void reportsHarmInTheMiddleOfASegment() throws Exception {
        try (SegmentLog log = open()) {
            log.append(bytes("first"));
            log.append(bytes("second"));
            log.append(bytes("third"));
        }
        Path segment = files().getFirst();
        byte[] content = Files.readAllBytes(segment);
        content[Segment.HEADER_BYTES + Frame.sizeOf(5) + Frame.HEADER_BYTES] ^= 1;
        Files.write(segment, content);

        RecordedLog recorded = RecordedLog.of(open());

        assertThat(recorded.payloads).containsExactly("first", "third");
        assertThat(recorded.damages).containsExactly("books.log.0000000001 40-64");
    }

    @Test
    void keepsEveryPromiseOfRoomHoweverFullItIs() throws Exception {
        Random random = new Random(11);
        for (int trial = 0; trial < 20; trial++) {
            SegmentLogOptions small = new SegmentLogOptions(
                    Files.createTempDirectory(directory, "t"), "books.log", 4096, 4, Preallocator.ZEROS);
            SegmentLog log = SegmentLog.open(small, 0);
            Deque<Reservation> open = new ArrayDeque<>();
            long stored = 0;
            int refused = 0;
            while (refused < 20) {
                try {
                    open.add(log.append(new byte[1 + random.nextInt(300)], 1 + random.nextInt(900))
                            .reservation());
                    stored++;
                } catch (LogUnavailableException full) {
                    refused++;
                }
                if (random.nextInt(3) == 0 && !open.isEmpty()) {
                    open.poll().append(new byte[1]);
                    stored++;
                }
                if (random.nextInt(3) == 0) {
                    log.maintain();
                }
            }
            for (Reservation reservation : open) {
                reservation.append(new byte[] {1});
                stored++;
                log.maintain();
            }

            assertThat(RecordedLog.of(log).sequences).hasSize((int) stored);
        }
    }

    @Test
    void refusesTheBeginningWhenTheDiskIsFullAndRecoversByItself() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        SegmentLog log = SegmentLog.open(
                new SegmentLogOptions(directory, "books.log", 4096, 100, (file, bytes) -> {
                    if (full.get()) {
                        Files.write(file, new byte[100]);
                        throw new IOException("No space left on device");
                    }
                    Preallocator.ZEROS.allocate(file, bytes);
                }),
                0);
        full.set(true);
        Reservation begun = fill(log);

        assertThatThrownBy(() -> log.append(new byte[500]))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("No space left on device");
        assertThat(log.trouble()).contains("No space left on device");
        begun.append(new byte[1000]);
        assertThat(files()).hasSize(2);

        full.set(false);
        log.maintain();

        log.append(new byte[500]);
        assertThat(log.trouble()).isNull();
    }

    @Test
    void isNotOpenedWhereItCannotWrite() {
        assertThatThrownBy(() -> SegmentLog.open(SegmentLogOptions.of(directory.resolve("absent"), "books.log"), 0))
                .isInstanceOf(IOException.class);
    }

    @Test
    void givesRoomBackOnceWhenAReservationIsReleased() throws Exception {
        SegmentLog log = SegmentLog.open(new SegmentLogOptions(directory, "books.log", 4096, 2, Preallocator.ZEROS), 0);
        for (int i = 0; i < 50; i++) {
            Reservation reservation = log.append(new byte[8], 900).reservation();
            reservation.release();
            reservation.release();
            assertThatThrownBy(() -> reservation.append(new byte[1])).isInstanceOf(IllegalStateException.class);
        }

        assertThatThrownBy(() -> fill(log, 900)).isInstanceOf(LogUnavailableException.class);
        assertThat(RecordedLog.of(log).sequences).hasSizeLessThan(60);
    }

    @Test
    void takesRecordsFromManyThreadsAtOnce() throws Exception {
        SegmentLog log =
                SegmentLog.open(new SegmentLogOptions(directory, "books.log", 1 << 16, 200, Preallocator.ZEROS), 0);
        LogKeeper keeper = LogKeeper.start(log, "test-log");
        CountDownLatch done = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
            int id = thread;
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 2_000; i++) {
                    appendPatiently(log, "thread " + id + " record " + i);
                }
                done.countDown();
            });
        }
        done.await();
        keeper.close();

        RecordedLog recorded = RecordedLog.of(open());
        assertThat(recorded.sequences)
                .isEqualTo(LongStream.rangeClosed(1, 8_000).boxed().toList());
        assertThat(recorded.payloads).doesNotHaveDuplicates();
    }

    private static void maintainNowAndThen(SegmentLog log, int step) {
        if (step % 10 == 0) {
            log.maintain();
        }
    }

    private static void appendPatiently(SegmentLog log, String text) {
        while (true) {
            try {
                log.append(bytes(text));
                return;
            } catch (LogUnavailableException nextSegmentIsNotReady) {
                Thread.onSpinWait();
            }
        }
    }

    private static Reservation fill(SegmentLog log) throws LogUnavailableException {
        Reservation begun = log.append(new byte[8], 1000).reservation();
        for (int i = 0; i < 100; i++) {
            try {
                log.append(new byte[500]);
            } catch (LogUnavailableException full) {
                log.maintain();
                return begun;
            }
        }
        throw new AssertionError("the log never filled");
    }

    /** Takes reservations and keeps them. */
    private static void fill(SegmentLog log, int laterBytes) throws LogUnavailableException {
        for (int i = 0; i < 20; i++) {
            log.append(new byte[8], laterBytes);
        }
    }

    private SegmentLog open() throws IOException {
        return SegmentLog.open(options(), 0);
    }

    private SegmentLogOptions options() {
        return new SegmentLogOptions(directory, "books.log", 4096, 1000, Preallocator.ZEROS);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
