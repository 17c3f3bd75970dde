package dev.keyway.filters.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.contract.control.Registered;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageRefusal;
import dev.keyway.contract.usage.UsageTaken;
import dev.keyway.filters.control.Backoff;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.PricedTier;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.spool.Preallocator;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.filters.usage.SpooledUsageLog;
import dev.keyway.filters.usage.TestRequests;
import dev.keyway.testkit.time.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipmentTests {

    @TempDir
    private Path directory;

    private final FakeAdmin admin = new FakeAdmin();
    private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");

    @Nullable
    private Registered registered;

    private long stored;
    private SegmentLog segments;
    private SpooledUsageLog log;
    private Shipment shipment;

    @BeforeEach
    void start() throws IOException {
        restart(directory);
    }

    @Test
    void shipsEachRequestOnceInOrder() throws Exception {
        serve(3);
        UsageEntry open = log.open(TestRequests.opened("open"));
        shipAll();
        assertThat(requestIds()).containsExactly("req_0", "req_1", "req_2");
        assertThat(stored).isEqualTo(13);

        open.close(TestRequests.closed(Outcome.CANCELLED, 0));
        shipAll();

        assertThat(requestIds()).containsExactly("req_0", "req_1", "req_2", "open");
        assertThat(admin.batches).hasSize(2);
        assertThat(admin.batches.getLast().header().after()).isEqualTo(12);
        assertThat(admin.batches.getLast().header().through()).isEqualTo(14);
        assertThat(shipment.isDone()).isTrue();
        assertThat(shipment.status().oldestUnshipped()).isNull();
    }

    @Test
    void tellsAllOfARequest() throws Exception {
        UsageEntry entry = log.open(TestRequests.opened("req_1"));
        entry.attempt(TestRequests.attempt(1))
                .close(TestRequests.ended(Outcome.FAILED, TestRequests.usage(10, 0, 7, true)));
        entry.attempt(TestRequests.attempt(2))
                .close(TestRequests.ended(Outcome.COMPLETED, TestRequests.usage(100, 20, 500, false)));
        entry.close(TestRequests.closed(Outcome.COMPLETED, 2));
        shipAll();

        UsageEvent event = admin.stored.values().iterator().next();
        assertThat(event.id().version()).isEqualTo(7);
        assertThat(Objects.requireNonNull(event.owner()).team()).isEqualTo("search");
        assertThat(event.alias()).isEqualTo("small");
        assertThat(event.tags()).containsEntry("feature", "search");
        assertThat(event.costNanos()).isEqualTo(507);
        assertThat(event.heldNanos())
                .as("what the first cost, and the second was to cost")
                .isEqualTo(7 + TestRequests.EXPECTED_NANOS);
        assertThat(event.estimated()).isTrue();
        assertThat(event.answeredBy()).isEqualTo(2);
        assertThat(event.queuedMillis()).isEqualTo(3);
        assertThat(event.attempts()).hasSize(2);
        assertThat(event.attempts().getFirst().failure()).isEqualTo("RATE_SHORT");
        assertThat(event.attempts().getFirst().next()).isEqualTo("next_key");
        assertThat(event.attempts().getLast().units())
                .containsEntry("input", 100L)
                .containsEntry("output", 20L);
        assertThat(event.attempts().getLast().priceList()).endsWith("/2026-01-01T00:00:00Z");
        assertThat(event.attempts().getLast().firstByteMillis()).isEqualTo(7);
    }

    @Test
    void shipsWhatHardBudgetsHeldAndNoLessForWhatHasNoPrice() throws Exception {
        Cost searched = new Cost.Unpriced(new NanoDollars(500), Map.of(Meter.SEARCH, 1L));
        UsageEntry entry = log.open(TestRequests.opened("req_1"));
        entry.attempt(TestRequests.attempt(1, 70_000))
                .close(TestRequests.ended(Outcome.FAILED, new AttemptUsage(Usage.of(100, 20), false, searched)));
        entry.attempt(TestRequests.attempt(2, 20_000))
                .close(TestRequests.ended(Outcome.COMPLETED, TestRequests.usage(100, 20, 500, false)));
        entry.close(TestRequests.closed(Outcome.COMPLETED, 2));
        shipAll();

        UsageEvent event = admin.stored.values().iterator().next();
        assertThat(event.attempts()).extracting(UsageAttempt::heldNanos).containsExactly(70_000L, 20_000L);
        assertThat(event.attempts()).extracting(UsageAttempt::costNanos).containsExactly(70_000L, 500L);
        assertThat(event.attempts().getFirst().unpriced()).containsExactly(Map.entry("search", 1L));
        assertThat(event.costNanos()).isEqualTo(70_500);
        assertThat(event.heldNanos()).isEqualTo(90_000);
    }

    @Test
    void shipsTheTierWithTheListThatPricedIt() throws Exception {
        AttemptUsage standard = TestRequests.usage(100, 20, 500, false);
        UsageEntry entry = log.open(TestRequests.opened("req_1"));
        for (PricedTier tier : List.of(
                new PricedTier("priority", null),
                new PricedTier("flex", "01900000-0000-7000-8000-000000000007/2026-02-01T00:00:00Z"))) {
            entry.attempt(TestRequests.attempt(tier.priceList() == null ? 1 : 2))
                    .close(TestRequests.ended(
                            Outcome.COMPLETED, new AttemptUsage(standard.tokens(), false, standard.cost(), tier)));
        }
        entry.attempt(TestRequests.attempt(3)).close(TestRequests.ended(Outcome.COMPLETED, standard));
        entry.close(TestRequests.closed(Outcome.COMPLETED, 3));
        shipAll();

        assertThat(admin.stored.values().iterator().next().attempts())
                .extracting(UsageAttempt::tier, UsageAttempt::priceList)
                .containsExactly(
                        tuple("priority", "01900000-0000-7000-8000-000000000007/2026-01-01T00:00:00Z"),
                        tuple("flex", "01900000-0000-7000-8000-000000000007/2026-02-01T00:00:00Z"),
                        tuple("standard", "01900000-0000-7000-8000-000000000007/2026-01-01T00:00:00Z"));
    }

    @Test
    void keepsEverythingWhileTheAdminServiceIsAway() throws Exception {
        serve(2);
        for (ControlOutage outage : ControlOutage.values()) {
            admin.script.add(batch -> FakeAdmin.problem(outage.status, outage.code));
            assertThat(shipment.ship()).isPositive();
        }
        assertThat(admin.stored).isEmpty();
        assertThat(shipment.status().oldestUnshipped()).isNotNull();

        shipAll();

        assertThat(requestIds()).containsExactly("req_0", "req_1");
    }

    private enum ControlOutage {
        FIREWALL(403, ""),
        PROXY(400, ""),
        FAILURE(503, "database_unavailable"),
        UNKNOWN(401, "gateway_unknown");

        private final int status;
        private final String code;

        ControlOutage(int status, String code) {
            this.status = status;
            this.code = code;
        }
    }

    @Test
    void halvesABatchThatIsTooLarge() throws Exception {
        serve(8);
        admin.script.add(batch -> FakeAdmin.problem(413, ""));
        admin.script.add(batch -> FakeAdmin.problem(413, "request_too_large"));
        shipAll();

        assertThat(admin.batches.stream().map(batch -> batch.events().size())).startsWith(8, 4, 2);
        assertThat(requestIds()).hasSize(8);
    }

    @Test
    void shipsAPoisonousEventAsUnreadableAndTheRestAsItIs() throws Exception {
        serve(9);
        for (int i = 0; i < 40; i++) {
            admin.script.add(batch ->
                    batch.events().stream().anyMatch(event -> event.requestId().equals("req_5"))
                            ? FakeAdmin.problem(400, "invalid_request")
                            : admin.take(batch));
        }
        shipAll();

        assertThat(requestIds()).hasSize(8).doesNotContain("req_5");
        assertThat(admin.stored.values())
                .filteredOn(event -> event.kind().equals(UsageEvent.UNREADABLE))
                .singleElement()
                .satisfies(event -> assertThat(
                                new String(java.util.Base64.getDecoder().decode(event.raw()), StandardCharsets.UTF_8))
                        .contains("req_5"));
    }

    @Test
    void sendsAgainWhatARestoredDatabaseLacks() throws Exception {
        serve(4);
        shipAll();
        admin.stored.clear();
        admin.marks.replaceAll((logId, mark) -> 8L);
        admin.script.add(batch -> FakeAdmin.answer(new UsageTaken(8, FakeAdmin.TIMELINE, admin.now, 0, 0, 0)));
        serve(1);
        shipAll();

        assertThat(requestIds()).containsExactly("req_2", "req_3", "req_0");
        assertThat(admin.batches.getLast().header().after()).isEqualTo(8);
    }

    @Test
    void namesWhatTheLogNoLongerHasOfWhatARestoredDatabaseLacks() throws Exception {
        serveOverManySegments();
        shipAll();
        segments.removeThrough(1_200);
        long oldest = oldestSequence();
        assertThat(oldest).isGreaterThan(9);
        admin.stored.clear();
        admin.marks.replaceAll((logId, mark) -> 8L);
        admin.script.add(batch -> FakeAdmin.answer(new UsageTaken(8, FakeAdmin.TIMELINE, admin.now, 0, 0, 0)));
        int before = admin.batches.size();
        serve(1);
        shipAll();

        assertThat(admin.batches.get(before + 1).header().after()).isEqualTo(oldest - 1);
        assertThat(shipment.isDone()).isTrue();
    }

    @Test
    void waitsIfItIsSentBackToTheSameMarkAgain() throws Exception {
        serveOverManySegments();
        shipAll();
        segments.removeThrough(1_200);
        for (int i = 0; i < 2; i++) {
            admin.script.add(batch -> FakeAdmin.answer(new UsageTaken(8, FakeAdmin.TIMELINE, admin.now, 0, 0, 0)));
        }
        serve(1);

        assertThat(shipment.ship()).isZero();
        assertThat(shipment.ship()).isPositive();
    }

    @Test
    void goesBackWhenARegistrationTellsALowerMark() throws Exception {
        serve(4);
        shipAll();
        admin.stored.clear();
        registered = registered(4);
        shipAll();

        assertThat(requestIds()).containsExactly("req_1", "req_2", "req_3");
        assertThat(admin.batches.getLast().header().timeline()).isEqualTo(FakeAdmin.TIMELINE);
    }

    @Test
    void sendsNothingTwiceThatWasTakenWithoutAResponse() throws Exception {
        serve(2);
        admin.script.add(batch -> {
            admin.take(batch);
            return FakeAdmin.problem(502, "");
        });
        assertThat(shipment.ship()).isPositive();
        registered = registered(8);
        shipAll();

        assertThat(admin.batches).hasSize(1);
        assertThat(shipment.status().shippedThrough()).isEqualTo(8);
    }

    @Test
    void goesOnAfterARestartAsTheSameLog() throws Exception {
        serve(2);
        shipAll();
        UUID logId = shipment.status().logId();
        restart(directory);
        serve(1);
        shipAll();

        assertThat(shipment.status().logId()).isEqualTo(logId);
        assertThat(admin.batches).hasSize(2);
        assertThat(admin.batches.getLast().events()).hasSize(1);
    }

    @Test
    void isAnotherLogWhenItsDirectoryWasCopiedBack() throws Exception {
        serve(2);
        shipAll();
        segments.maintain();
        shipment.remember();
        Path yesterday = copy(directory, "yesterday");
        UUID before = shipment.status().logId();
        serve(3);
        shipAll();
        assertThat(admin.stored).hasSize(5);

        restart(yesterday);
        serve(1);
        registered = registered(Objects.requireNonNull(admin.marks.get(before)));
        shipAll();

        assertThat(shipment.status().logId()).isNotEqualTo(before);
        assertThat(admin.stored).hasSize(6);
        assertThat(admin.batches.getLast().header().after()).isZero();
    }

    @Test
    void isAnotherLogWhenItsSegmentsAreLost() throws Exception {
        serve(2);
        shipAll();
        UUID before = shipment.status().logId();
        segments.close();
        SegmentLog.delete(options(directory));
        restart(directory);

        assertThat(shipment.status().logId()).isNotEqualTo(before);
    }

    @Test
    void correctsTimesWhenTheClockIsWrong() throws Exception {
        admin.now = clock.instant().plus(Duration.ofDays(1));
        serve(1);
        registered = registered(0);
        shipAll();

        UsageEvent event = admin.stored.values().iterator().next();
        assertThat(event.clockOffsetMillis()).isEqualTo(Duration.ofDays(1).toMillis());
        assertThat(event.at()).isEqualTo(TestRequests.NOON.plus(Duration.ofDays(1)));
        assertThat(event.attempts().getFirst().at()).isAfter(TestRequests.NOON.plus(Duration.ofHours(23)));
        assertThat(event.date()).isEqualTo("2026-03-01");
    }

    @Test
    void shipsRefusals() throws Exception {
        log.refuse(TestRequests.refused("model_not_allowed", TestRequests.NOON));
        shipAll();

        UsageEvent event = admin.stored.values().iterator().next();
        assertThat(event.kind()).isEqualTo(UsageEvent.REFUSAL);
        assertThat(Objects.requireNonNull(event.refusal()).code()).isEqualTo("model_not_allowed");
        assertThat(event.refusal().count()).isEqualTo(1);
        assertThat(event.requestId()).isEqualTo("req_r");
        assertThat(event.refusal().scope()).isEqualTo("team");
        assertThat(event.refusal().limit()).isNull();
    }

    @Test
    void shipsTheLimitThatARefusalReached() throws Exception {
        log.refuse(
                TestRequests.refused("rate_limit_exceeded", TestRequests.NOON).at(60, 61));
        shipAll();

        assertThat(admin.stored.values())
                .singleElement()
                .extracting(UsageEvent::refusal)
                .isEqualTo(new UsageRefusal("rate_limit_exceeded", "team", 60L, 61L, 1));
    }

    private void serve(int requests) {
        for (int i = 0; i < requests; i++) {
            TestRequests.serve(log, "req_" + i);
        }
    }

    private void serveOverManySegments() throws IOException {
        for (int i = 0; i < 30; i++) {
            serve(20);
            segments.maintain();
        }
    }

    private void shipAll() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            if (shipment.ship().equals(Shipment.IDLE) && shipment.isDone()) {
                return;
            }
        }
        throw new AssertionError("not everything was shipped");
    }

    private long oldestSequence() {
        long[] oldest = {0};
        segments.reader().read((sequence, payload) -> oldest[0] = oldest[0] == 0 ? sequence : oldest[0]);
        return oldest[0];
    }

    private List<String> requestIds() {
        return admin.stored.values().stream()
                .filter(event -> event.kind().equals(UsageEvent.REQUEST))
                .map(UsageEvent::requestId)
                .toList();
    }

    private Registered registered(long mark) {
        return new Registered(UUID.randomUUID(), "eu-1", 1, 7, FakeAdmin.TIMELINE, mark, admin.now);
    }

    private void restart(Path where) throws IOException {
        segments = SegmentLog.open(options(where), 0);
        log = new SpooledUsageLog(segments);
        shipment = new Shipment(
                where,
                segments,
                sequence -> stored = sequence,
                admin,
                () -> registered,
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(20), new Random(1)),
                clock);
    }

    private static SegmentLogOptions options(Path where) {
        return new SegmentLogOptions(where, "key_usage.log", 64 * 1024, 50, Preallocator.ZEROS);
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = Files.createDirectory(directory.resolve(name));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}
