package dev.keyway.admin.usage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two replicas at once drop what is due once, and nothing else. */
class RetentionReplicasIT {

    private static final Map<String, String> RETENTION = Map.of(
            "keyway.usage.keep-months",
            "1",
            "keyway.usage.keep-refusal-months",
            "2",
            "keyway.usage.keep-sum-months",
            "3");

    @Test
    void twoReplicasDropWhatIsDueOnce() throws Exception {
        try (AdminServer server = AdminServer.start(RETENTION);
                AdminServer other = server.replica(RETENTION)) {
            Instant now = server.clock().instant();
            YearMonth month = YearMonth.from(LocalDate.ofInstant(now, ZoneOffset.UTC));
            TestEvents events = new TestEvents(new Random(184), 1);
            TestLog log = TestLog.on(server);
            for (YearMonth arrival : List.of(month.minusMonths(5), month.minusMonths(2), month)) {
                LocalDate day = arrival.atDay(1);
                Instant at = day.atStartOfDay(ZoneOffset.UTC).toInstant();
                server.sql().sql("""
                                SELECT keyway.ensure_months('usage_event', ?, 1) + keyway.ensure_months('usage_attempt', ?, 1)
                                    + keyway.ensure_usage_ids(?, 1)""").params(day, day, day).query(Integer.class).single();
                server.clock().set(at);
                var taken = log.ship(List.of(
                        events.completed(at, 4_711),
                        events.refusal(events.owners().getFirst(), at, 3)));
                assertThat(taken.taken()).isEqualTo(2);
            }
            server.clock().set(now);

            bothTend(server, other);

            String left = left(server);
            assertThat(left).isEqualTo("requests 1, refusals 1, closed 2, sums 2, spend 14133");
            bothTend(server, other);
            assertThat(left(server)).isEqualTo(left);
        }
    }

    /** Each job begins on both replicas at once. */
    private static void bothTend(AdminServer server, AdminServer other) throws Exception {
        try (ExecutorService replicas = Executors.newFixedThreadPool(2)) {
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<?>> done = new ArrayList<>();
            for (AdminServer replica : List.of(server, other)) {
                done.add(replicas.submit(() -> {
                    for (Runnable job : List.<Runnable>of(
                            replica.bean(OldRefusals.class)::tend,
                            replica.bean(UsageMonths.class)::tend,
                            replica.bean(OldPersonalSums.class)::tend,
                            replica.bean(OldSums.class)::tend)) {
                        together.await(2, TimeUnit.MINUTES);
                        job.run();
                    }
                    return null;
                }));
            }
            for (Future<?> one : done) {
                assertThat(one.get()).isNull();
            }
        }
    }

    /** What is there: records, closing sums of tenants, days with sums, and what was spent. */
    private static String left(AdminServer server) {
        return server.sql().sql("""
                        SELECT format('requests %s, refusals %s, closed %s, sums %s, spend %s',
                            (SELECT count(*) FROM keyway.usage_event WHERE kind = 'REQUEST'),
                            (SELECT count(*) FROM keyway.usage_event WHERE kind = 'REFUSAL'),
                            (SELECT count(*) FROM keyway.usage_closing WHERE scope = 'TENANT'),
                            (SELECT count(DISTINCT date) FROM keyway.usage_consumer_day),
                            (SELECT nanos FROM keyway.spend WHERE scope = 'TENANT' AND period = 'TOTAL'))""").query(String.class).single();
    }
}
