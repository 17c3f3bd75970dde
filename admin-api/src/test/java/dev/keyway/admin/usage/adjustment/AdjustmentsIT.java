package dev.keyway.admin.usage.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.usage.EqualSums;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Adjustments are in all sums of their record, exactly, and leave the record as it is. */
@Timeout(120)
class AdjustmentsIT {

    private static final String REQUESTS = "/api/v1/usage/requests/";
    private static final String OTHER_TENANT = "0198a000-0000-7000-8000-000000000002";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final TestLog log = TestLog.on(server);
    private final TestEvents events = new TestEvents(random, 2);
    private final EqualSums sums = new EqualSums(server);
    private final Instant now = server.clock().instant();

    @Test
    void recordsAndAdjustmentsAddUpToRollupsAndSpend() {
        List<UsageEvent> all = IntStream.range(0, 40)
                .mapToObj(n -> events.any(now.minus(Duration.ofHours(random.nextInt(48)))))
                .toList();
        log.ship(all);
        List<UsageEvent> requests = all.stream()
                .filter(event -> event.kind().equals(UsageEvent.REQUEST))
                .toList();
        Map<UUID, Long> costs = new HashMap<>();
        requests.forEach(event -> costs.put(event.id(), event.costNanos()));
        int made = 0;
        for (int n = 0; n < 120; n++) {
            UUID id = requests.get(random.nextInt(requests.size())).id();
            long cost = costs.getOrDefault(id, 0L);
            long difference = random.nextBoolean() ? random.nextLong(1, 3_000_000_000L) : -random.nextLong(1, cost + 2);
            boolean fits = cost + difference >= 0;
            assertThat(adjust(owner, id, difference).status())
                    .as("seed %d", seed)
                    .isEqualTo(fits ? 201 : 409);
            if (fits) {
                costs.put(id, cost + difference);
                made++;
            }
        }

        assertThat(made).isGreaterThan(50);
        sums.requireEqual(events, seed);
        for (UsageEvent event : requests) {
            Answer record = owner.get(REQUESTS + event.id()).expect(200);
            assertThat(record.text("cost"))
                    .isEqualTo(Money.dollars(event.costNanos()).toPlainString());
            assertThat(record.text("adjustedCost"))
                    .isEqualTo(Money.dollars(costs.getOrDefault(event.id(), 0L)).toPlainString());
            BigDecimal adjustments = record.json()
                    .get("adjustments")
                    .valueStream()
                    .map(one -> new BigDecimal(one.get("amount").asString()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(new BigDecimal(record.text("cost")).add(adjustments))
                    .isEqualByComparingTo(record.text("adjustedCost"));
        }
    }

    @Test
    void severalAtATimeTakeOffNoMoreThanTheCost() throws Exception {
        UsageEvent event = events.completed(now, 1_000_000_000);
        log.ship(List.of(event));
        List<Integer> statuses = atATime(IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(
                        n -> () -> adjust(owner, event.id(), -250_000_000).status())
                .toList());

        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(4);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(4);
        assertThat(owner.get(REQUESTS + event.id()).text("adjustedCost")).isEqualTo("0.00");
        assertThat(adjust(owner, event.id(), -1).text("detail")).contains("costs 0.00 dollars");
        sums.requireEqual(events, seed);
    }

    @Test
    void batchesAndAdjustmentsOfTheSameTokensDoNotBlockEachOther() throws Exception {
        List<UsageEvent> first = IntStream.range(0, 20)
                .mapToObj(n -> events.completed(now, 5_000))
                .toList();
        log.ship(first);
        List<Callable<Integer>> work = new ArrayList<>();
        for (UsageEvent event : first) {
            work.add(() -> adjust(owner, event.id(), 3).status());
        }
        for (int n = 0; n < 4; n++) {
            TestLog further = TestLog.on(server);
            work.add(() -> {
                for (int batch = 0; batch < 10; batch++) {
                    further.ship(List.of(events.completed(now, 7_000), events.completed(now, 7_000)));
                }
                return 201;
            });
        }
        assertThat(atATime(work)).containsOnly(201);
        sums.requireEqual(events, seed);
    }

    @Test
    void theSameKeyAdjustsOnceAndTheAuditHasIt() {
        UsageEvent event = events.completed(now, 20_000_000);
        log.ship(List.of(event));
        Api once = owner.with("Idempotency-Key", "adjust-" + event.id());
        Answer made = adjust(once, event.id(), -12_300_000).expect(201);
        Answer repeated = adjust(once, event.id(), -12_300_000).expect(201);

        assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeated.json()).isEqualTo(made.json());
        assertThat(made.text("amount")).isEqualTo("-0.0123");
        assertThat(repeated.header("Location")).isEqualTo(made.header("Location"));
        Answer record = owner.get(made.header("Location")).expect(200);
        assertThat(record.text("adjustedCost")).isEqualTo("0.0077");
        assertThat(record.json().at("/adjustments/0")).isEqualTo(made.json());
        Answer audit = owner.get("/api/v1/audit?objectId=" + made.text("id")).expect(200);
        assertThat(audit.text("items/0/action")).isEqualTo("created");
        assertThat(audit.text("items/0/kind")).isEqualTo("usage_adjustment");
        assertThat(audit.raw()).contains(event.id().toString(), "-0.0123", "an invoice");
    }

    @Test
    void whatCannotBeAdjustedIsRefused() {
        UsageEvent event = events.completed(now, 20_000_000);
        UsageEvent refusal = events.refusal(events.owners().getFirst(), now, 3);
        log.ship(List.of(event, refusal));

        adjust(owner, UUID.randomUUID(), 5).expect(404);
        adjust(owner, refusal.id(), 5).expect(404);
        for (String amount : List.of("0", "0.00", "-0", "1e3", "0.0000000001", "", "12345678", "+1", "a lot")) {
            assertThat(owner.post(
                                    REQUESTS + event.id() + "/adjustments",
                                    "{\"amount\": \"%s\", \"reason\": \"r\"}".formatted(amount))
                            .expect(400)
                            .fields())
                    .as(amount)
                    .containsExactly("amount");
        }
        owner.post(REQUESTS + event.id() + "/adjustments", "{\"amount\": 1, \"reason\": \"r\"}")
                .expect(400);
        assertThat(owner.post(REQUESTS + event.id() + "/adjustments", "{\"amount\": \"1\", \"reason\": \" \"}")
                        .expect(400)
                        .fields())
                .containsExactly("reason");
        assertThat(owner.get(REQUESTS + event.id()).json().get("adjustments")).isEmpty();
    }

    /** Whoever sees another tenant alone finds no request there. */
    @Test
    void theDatabaseAdjustsNothingOfTenantsThatTheCallerDoesNotSee() {
        UsageEvent event = events.completed(now, 20_000_000);
        log.ship(List.of(event));
        TransactionTemplate transaction = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        for (String tenants : List.of("", OTHER_TENANT)) {
            assertThatThrownBy(() -> transaction.execute(status -> {
                        var jdbc = server.bean(org.springframework.jdbc.core.simple.JdbcClient.class);
                        var unused = jdbc.sql("SELECT set_config('keyway.tenants', ?, true)")
                                .param(tenants)
                                .query(String.class)
                                .single();
                        return jdbc.sql("SELECT adjust_usage(?, ?, 5, 'r', now(), 'somebody')")
                                .params(UUID.randomUUID(), event.id())
                                .query(Long.class)
                                .single();
                    }))
                    .hasMessageContaining("no request " + event.id());
        }
        sums.requireEqual(events, seed);
    }

    private static Answer adjust(Api caller, UUID request, long nanos) {
        return caller.post(
                REQUESTS + request + "/adjustments",
                "{\"amount\": \"%s\", \"reason\": \"an invoice\"}"
                        .formatted(BigDecimal.valueOf(nanos, 9).toPlainString()));
    }

    private static List<Integer> atATime(List<Callable<Integer>> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        }
    }
}
