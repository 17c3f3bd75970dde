package dev.keyway.admin.usage.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A day is summed once, by one replica, and again after it has changed. */
class SummedDaysIT {

    @Test
    void replicasSumEachDayOnceAndAChangedDayAgain() throws Exception {
        try (AdminServer server = AdminServer.start();
                AdminServer other = server.replica(Map.of())) {
            TestLog log = TestLog.on(server);
            TestEvents events = new TestEvents(new Random(131), 2);
            List<UsageEvent> booked = Stream.of("2026-10-05T12:00:00Z", "2026-10-05T23:59:59Z", "2026-10-07T00:00:00Z")
                    .map(at -> events.completed(Instant.parse(at), 4711))
                    .toList();
            var unused = log.ship(booked);
            int due = due(server);

            try (ExecutorService replicas = Executors.newFixedThreadPool(2)) {
                List<Future<Integer>> summed = List.of(
                        replicas.submit(server.bean(SummedDays.class)::sumDue),
                        replicas.submit(other.bean(SummedDays.class)::sumDue));
                assertThat(due).isGreaterThanOrEqualTo(3);
                assertThat(summed.getFirst().get() + summed.getLast().get()).isEqualTo(due);
            }
            assertThat(due(server)).isZero();
            assertThat(costs(server)).isEqualTo("2026-10-05 9422, 2026-10-07 4711");

            unused = log.ship(List.of(events.completed(Instant.parse("2026-10-05T00:00:00Z"), 1)));
            assertThat(due(server)).isEqualTo(1);
            assertThat(server.bean(SummedDays.class).sumDue()).isEqualTo(1);
            assertThat(costs(server)).isEqualTo("2026-10-05 9423, 2026-10-07 4711");

            Answer adjusted = server.owner()
                    .post(
                            "/api/v1/usage/requests/%s/adjustments"
                                    .formatted(booked.getLast().id()),
                            "{\"amount\": \"0.000000009\", \"reason\": \"an invoice\"}")
                    .expect(201);
            assertThat(adjusted.text("amount")).isNotEmpty();
            assertThat(due(server)).isEqualTo(1);
            assertThat(other.bean(SummedDays.class).sumDue()).isEqualTo(1);
            assertThat(costs(server)).isEqualTo("2026-10-05 9423, 2026-10-07 4720");
        }
    }

    /** Days up to yesterday that are not marked, from the first that has usage. */
    private static int due(AdminServer server) {
        return server.sql()
                .sql("""
                        SELECT count(*) FROM generate_series(timestamp '2026-10-05', ?::date - 1, interval '1 day') AS d (day)
                        WHERE NOT EXISTS (SELECT FROM keyway.usage_utc_day u WHERE u.day = d.day)""")
                .param(LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** The same in the rollups of consumers, tokens, models, outcomes and supply. */
    private static String costs(AdminServer server) {
        List<String> found = Stream.of(
                        "usage_consumer_utc_day",
                        "usage_token_utc_day",
                        "usage_model_utc_day",
                        "usage_team_utc_day",
                        "usage_user_utc_day",
                        "usage_tag_utc_day",
                        "usage_outcome_utc_day",
                        "usage_tenant_utc_day",
                        "usage_supply_utc_day",
                        "usage_key_utc_day")
                .map(table -> server.sql()
                        .sql("""
                                SELECT string_agg(day || ' ' || nanos, ', ' ORDER BY day)
                                FROM (SELECT day, sum(cost_nanos) AS nanos FROM keyway.%s GROUP BY day) AS days""".formatted(table))
                        .query(String.class)
                        .single())
                .distinct()
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
