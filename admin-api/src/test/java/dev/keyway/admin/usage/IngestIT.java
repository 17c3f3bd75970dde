package dev.keyway.admin.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keyway.admin.AdminServer;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageTaken;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Usage events are stored once, however often and in which order they come, and all sums are right to the nano-dollar. */
class IngestIT {

    private static final AdminServer SERVER = AdminServer.shared();

    private final Books books = new Books(SERVER);
    private final Instant now = SERVER.clock().instant();

    @Test
    void aBatchIsBookedAndItsMarkAnswered() {
        TestEvents events = new TestEvents(new Random(1), 1);
        TestLog log = TestLog.on(SERVER);
        List<UsageEvent> batch = List.of(events.completed(now, 11), events.completed(now, 31));
        UsageTaken taken = log.ship(batch);
        assertThat(taken.mark()).isEqualTo(2);
        assertThat(taken.taken()).isEqualTo(2);
        assertThat(taken.repeated() + taken.rejected()).isZero();
        assertThat(taken.now()).isCloseTo(now, within(1, ChronoUnit.SECONDS));
        books.requireExactly(batch);
    }

    @Test
    void aRepeatIsAnsweredWithTheSameMarkAndChangesNothing() {
        TestEvents events = new TestEvents(new Random(2), 1);
        TestLog log = TestLog.on(SERVER);
        List<UsageEvent> batch = List.of(events.completed(now, 11), events.completed(now, 31));
        log.ship(batch);
        UsageTaken again = log.ship(0, batch);
        assertThat(again.mark()).isEqualTo(2);
        assertThat(again.taken()).isZero();
        assertThat(again.repeated()).isEqualTo(2);
        assertThat(TestLog.on(SERVER).ship(batch).repeated()).isEqualTo(2);
        books.requireExactly(batch);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void randomBatchesRepeatsAndReorderingsAddUp(long seed) {
        Random random = new Random(seed);
        TestEvents events = new TestEvents(random, 2);
        List<UsageEvent> all = IntStream.range(0, 300)
                .mapToObj(n -> events.any(now.minusSeconds(random.nextInt(10 * 86_400))))
                .toList();
        List<TestLog> logs = List.of(TestLog.on(SERVER), TestLog.on(SERVER));
        for (TestLog log : logs) {
            log.ship(all.subList(0, 50));
        }
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(all.size());
            List<UsageEvent> some =
                    new ArrayList<>(all.subList(from, Math.min(all.size(), from + 1 + random.nextInt(60))));
            Collections.shuffle(some, random);
            logs.get(random.nextInt(2)).ship(random.nextInt(40), some);
        }
        logs.getFirst().ship(0, all);
        books.requireExactly(all);
    }

    /** Each of four logs sends all of it, in batches that overlap those of the others. */
    @Test
    void twoHundredOverlappingBatchesAtOnceAreEachStoredOnce() throws Exception {
        Random random = new Random(6);
        TestEvents events = new TestEvents(random, 1);
        List<UsageEvent> all =
                IntStream.range(0, 1000).mapToObj(n -> events.any(now)).toList();
        List<Future<UsageTaken>> taken = new ArrayList<>();
        Semaphore connections = new Semaphore(4);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                List<UsageEvent> some = new ArrayList<>(all.subList(i * 5, Math.min(1000, i * 5 + 40)));
                Collections.shuffle(some, random);
                TestLog log = TestLog.on(SERVER);
                taken.add(threads.submit(() -> {
                    connections.acquire();
                    try {
                        return log.ship(some);
                    } finally {
                        connections.release();
                    }
                }));
            }
        }
        int sum = 0;
        for (Future<UsageTaken> one : taken) {
            sum += one.get().taken();
        }
        assertThat(sum).isEqualTo(1000);
        books.requireExactly(all);
    }

    @Test
    void aPoisonRecordAtTheHeadIsRetainedAndTheOthersAreBooked() {
        TestEvents events = new TestEvents(new Random(7), 1);
        TestLog log = TestLog.on(SERVER);
        List<UsageEvent> batch = List.of(events.completed(now, 11), events.completed(now, 31));
        List<String> lines = new ArrayList<>(List.of(
                "not json",
                "{\"id\": \"%s\", \"sequence\": 2, \"kind\": \"REQUEST\"}".formatted(events.id(now)),
                TestLog.lines(2, batch).getFirst().replace("\"costNanos\":11", "\"costNanos\":-1")));
        lines.addAll(TestLog.lines(3, batch));
        UsageTaken taken = TestLog.read(log.post(0, 5, lines));
        assertThat(taken.mark()).isEqualTo(5);
        assertThat(taken.taken()).isEqualTo(2);
        assertThat(taken.rejected()).isEqualTo(3);
        assertThat(TestLog.read(log.post(0, 5, lines)).rejected()).isEqualTo(3);
        assertThat(SERVER.sql()
                        .sql(
                                "SELECT sequence || ' ' || reason FROM keyway.usage_rejected WHERE log_id = ? AND sequence IS NOT NULL ORDER BY 1")
                        .param(log.id())
                        .query(String.class)
                        .list())
                .containsExactly("2 outcome is not known", "3 an amount or a duration is out of range");
        assertThat(SERVER.sql()
                        .sql("SELECT count(*) FROM keyway.usage_rejected WHERE log_id = ?")
                        .param(log.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
        books.requireExactly(batch);
    }

    @Test
    void idsOfAWrongClockAreUniqueToo() {
        TestEvents events = new TestEvents(new Random(8), 1);
        List<UsageEvent> batch = List.of(
                events.completed(now.plusSeconds(86_400), 3),
                events.completed(now.minusSeconds(86_400), 5),
                events.completed(now.plusSeconds(400L * 86_400), 7),
                events.completed(Instant.parse("2001-01-01T00:00:00Z"), 9));
        TestLog log = TestLog.on(SERVER);
        log.ship(batch);
        assertThat(TestLog.on(SERVER).ship(batch).repeated()).isEqualTo(4);
        books.requireExactly(batch);
    }

    @Test
    void whatIsNoBatchIsRefused() {
        TestLog log = TestLog.on(SERVER);
        assertThat(log.post(5, 4, List.of()).expect(400).text("errors/0/field")).isEqualTo("through");
        assertThat(SERVER.anonymous()
                        .bearer(SERVER.credential())
                        .with("Content-Type", "application/json")
                        .with("Content-Encoding", "gzip")
                        .post("/gateway/v1/usage", "{}")
                        .expect(400)
                        .text("code"))
                .isEqualTo("invalid_request");
        List<String> huge = Collections.nCopies(33, "x".repeat(1 << 20));
        assertThat(log.post(0, 33, huge).expect(413).text("code")).isEqualTo("request_too_large");
    }
}
