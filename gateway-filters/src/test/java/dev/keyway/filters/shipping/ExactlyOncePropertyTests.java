package dev.keyway.filters.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.filters.control.Backoff;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.spool.LogReader;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.filters.usage.LogRetention;
import dev.keyway.filters.usage.SpooledUsageLog;
import dev.keyway.filters.usage.TestRequests;
import dev.keyway.filters.usage.UsageRecovery;
import dev.keyway.testkit.time.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Each admitted request reaches the admin service once, whatever happens between its admission and its arrival there. */
class ExactlyOncePropertyTests {

    @Property(tries = 8)
    void eachRequestArrivesOnce(@ForAll Random random) throws Exception {
        Path folder = Files.createTempDirectory("once");
        FakeAdmin admin = new FakeAdmin();
        Set<String> opened = new HashSet<>();
        Map<String, Integer> closed = new HashMap<>();
        Run run = new Run(folder, admin);
        for (int step = 0; step < 250; step++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> run.open(step).ifPresent(opened::add);
                case 3, 4, 5 -> run.attempt(random);
                case 6, 7 -> run.close(random, closed);
                case 8 -> run.segments.maintain();
                case 9 -> run.ship(random);
                case 10 -> run.retention.folded(run.segments.lastSequence());
                default -> {
                    if (random.nextInt(6) == 0) {
                        run = new Run(folder, admin);
                    }
                }
            }
        }
        run = new Run(folder, admin);
        run.shipAll();

        assertThat(requestIds(admin)).containsExactlyInAnyOrderElementsOf(opened);
        assertThat(admin.stored.values()).allSatisfy(event -> {
            boolean wasClosed = closed.containsKey(event.requestId());
            assertThat(event.outcome()).isEqualTo(wasClosed ? "COMPLETED" : "INTERRUPTED");
            if (wasClosed) {
                assertThat(event.attempts()).hasSize(closed.getOrDefault(event.requestId(), -1));
            }
        });
    }

    private static List<String> requestIds(FakeAdmin admin) {
        return admin.stored.values().stream().map(UsageEvent::requestId).collect(Collectors.toList());
    }

    /** One run of a gateway, which ends by being forgotten. */
    private static final class Run {

        final SegmentLog segments;
        final LogRetention retention;
        private final SpooledUsageLog log;
        private final Shipment shipment;
        private final FakeAdmin admin;
        private final List<Request> requests = new ArrayList<>();

        Run(Path folder, FakeAdmin admin) throws IOException {
            this.admin = admin;
            segments = SegmentLog.open(
                    new SegmentLogOptions(
                            folder,
                            "key_usage.log",
                            16 * 1024,
                            500,
                            (file, bytes) -> Files.write(file, new byte[(int) bytes])),
                    0);
            LogReader reader = segments.reader();
            UsageRecovery.recover(segments, reader, other -> {});
            log = new SpooledUsageLog(segments);
            TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
            retention = LogRetention.managed(segments, log, Duration.ZERO, InstantSource.system());
            shipment = new Shipment(
                    folder,
                    segments,
                    retention::stored,
                    admin,
                    () -> null,
                    new Backoff(Duration.ofMillis(10), Duration.ofMillis(20), new Random(1)),
                    clock);
        }

        private static final class Request {

            private final String id;
            private final UsageEntry entry;
            private int attempts;

            Request(String id, UsageEntry entry) {
                this.id = id;
                this.entry = entry;
            }
        }

        /** Empty if the log has no room at that moment: the client is refused, and there is no request. */
        Optional<String> open(int number) {
            String id = "req_" + number;
            try {
                requests.add(new Request(id, log.open(TestRequests.opened(id))));
                return Optional.of(id);
            } catch (GatewayException noRoom) {
                return Optional.empty();
            } finally {
                segments.maintain();
            }
        }

        void attempt(Random random) {
            if (requests.isEmpty()) {
                return;
            }
            Request request = requests.get(random.nextInt(requests.size()));
            if (request.attempts < 4) {
                UsageEntry.Attempt attempt;
                try {
                    attempt = request.entry.attempt(TestRequests.attempt(request.attempts + 1));
                } catch (GatewayException noRoom) {
                    return;
                }
                request.attempts++;
                if (random.nextBoolean()) {
                    attempt.progress(TestRequests.usage(1, 2, 3, true));
                }
                if (random.nextBoolean()) {
                    attempt.close(TestRequests.ended(Outcome.FAILED, TestRequests.usage(1, 2, 3, false)));
                }
            }
        }

        void close(Random random, Map<String, Integer> closed) {
            if (!requests.isEmpty()) {
                Request request = requests.remove(random.nextInt(requests.size()));
                request.entry.close(TestRequests.closed(Outcome.COMPLETED, request.attempts));
                closed.put(request.id, request.attempts);
            }
        }

        void ship(Random random) throws InterruptedException {
            if (random.nextInt(3) == 0) {
                admin.script.add(batch -> {
                    if (random.nextBoolean()) {
                        admin.take(batch);
                    }
                    return FakeAdmin.problem(503, "");
                });
            }
            shipment.ship();
        }

        void shipAll() throws InterruptedException {
            admin.script.clear();
            for (int i = 0; i < 50; i++) {
                shipment.ship();
            }
        }
    }
}
