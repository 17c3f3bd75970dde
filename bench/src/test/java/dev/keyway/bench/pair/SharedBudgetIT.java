package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.db.PrivateFiles;
import dev.keyway.testkit.dialect.Usage;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Budgets that five gateways spend together. Each call of the model {@code exact} costs $0.00106, and can cost a little more; one of
 * {@code priced} costs $0.002, and is expected to cost $0.001 or a little more.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedBudgetIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CUT = Duration.ofSeconds(Integer.getInteger("keyway.cut.seconds", 60));
    private static final String EXACT = "fake/exact";
    private static final long EXACT_COST = 1_060_000;
    private static final String PRICED = "fake/priced";
    private static final long PRICED_COST = 2_000_000;

    /** Calls that fit into $0.03. */
    private static final int ALL = 28;

    @TempDir
    static Path folder;

    static Pair pair;

    /** Before the second gateway, and before the fifth. */
    static final UsageGate SECOND = new UsageGate();

    static final UsageGate FIFTH = new UsageGate();

    static final List<PairProgram> ALL_FIVE = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        pair = Pair.in(folder)
                .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m")
                .start();
        model("exact", 60);
        model("priced", 1_000);
        ALL_FIVE.add(pair.gateway());
        ALL_FIVE.add(launch("second", SECOND));
        ALL_FIVE.add(launch("third", null));
        ALL_FIVE.add(launch("fourth", null));
        ALL_FIVE.add(launch("fifth", FIFTH));
        ALL_FIVE.forEach(PairProgram::awaitReady);
        for (PairProgram gateway : ALL_FIVE) {
            Awaiting.until("calls at a gateway", PATIENCE, () -> isServed(gateway, EXACT) && isServed(gateway, PRICED));
        }
    }

    private static void model(String name, int input) {
        JsonNode unused = pair.owner()
                .post("/api/v1/providers/fake/models", "{\"name\": \"%s\", \"maxOutput\": 500}".formatted(name));
        pair.price(name, "1", "2");
        pair.provider().when(Match.model(name)).reply(Reply.ok().usage(Usage.of(input, 500)));
    }

    private static PairProgram launch(String name, @Nullable UsageGate gate) throws IOException {
        JsonNode made = pair.owner().post("/api/v1/gateways", "{\"name\": \"%s\"}".formatted(name));
        PrivateFiles.write(
                pair.home().resolve(name + ".credential"), made.get("secret").asString());
        Map<String, String> settings = gate == null
                ? Map.of()
                : Map.of("KEYWAY_ADMIN_URL", gate.before(pair.admin().origin()).toString());
        return pair.launchGateway(name + ".credential", name, settings);
    }

    private static boolean isServed(PairProgram gateway, String model) {
        return pair.chat(gateway, pair.token(), model, false).statusCode() == 200;
    }

    @AfterAll
    static void end() {
        pair.close();
        SECOND.close();
        FIFTH.close();
    }

    @Test
    @Order(1)
    void allFiveSpendTheWholeOfAStrictBudgetAndNoMore() {
        Subject subject = budgeted("strict", "0.03", true, ALL_FIVE);

        long served = Subject.count(subject.chats(ALL_FIVE, 60, EXACT), 200);
        assertThat(served).isBetween(1L, (long) ALL);
        served += untilSpent(subject, EXACT, ALL_FIVE);

        assertThat(served).isEqualTo(ALL);
        subject.awaitSpent(served * EXACT_COST);
    }

    @Test
    @Order(2)
    void allFiveOverspendTheDefaultByNoMoreThanTheCallsInProgressCostBeyondTheirHolds() {
        Subject subject = budgeted("usual", "0.05", false, ALL_FIVE);

        long served = Subject.count(subject.chats(ALL_FIVE, 40, PRICED), 200);
        served += untilSpent(subject, PRICED, ALL_FIVE);

        assertThat(served * PRICED_COST).isBetween(50_000_000L, 50_000_000L + 40 * (PRICED_COST - 1_000_000));
        subject.awaitSpent(served * PRICED_COST);
    }

    @Test
    @Order(3)
    void nineTenthsAtOneGatewaySpendTheWholeBudgetToo() {
        Subject subject = budgeted("uneven", "0.03", true, ALL_FIVE);
        long served = 0;
        for (int i = 0; i < 20; i++) {
            PairProgram at = i % 10 == 0 ? ALL_FIVE.get(1) : ALL_FIVE.getFirst();
            served += pair.chat(at, subject.token(), EXACT, false).statusCode() == 200 ? 1 : 0;
        }
        served += untilSpent(subject, EXACT, List.of(ALL_FIVE.getFirst()));

        assertThat(served).isEqualTo(ALL);
        subject.awaitSpent(served * EXACT_COST);
    }

    /** Cut off for a minute, in which another one dies for good. */
    @Test
    @Order(4)
    void aGatewayThatIsCutOffSpendsItsGrantAndNoMoreAndOneThatIsGoneGivesItsOwnBackWithItsGap() throws IOException {
        List<PairProgram> two = ALL_FIVE.subList(0, 2);
        Subject subject = budgeted("cut", "0.03", true, two);
        Subject lost = budgeted("lost", "0.03", true, List.of(ALL_FIVE.get(2), ALL_FIVE.get(4)));
        long before = Subject.count(subject.chats(two, 8, EXACT), 200);
        SECOND.cutOff();
        long began = System.nanoTime();
        try {
            CompletableFuture<Long> meanwhile = CompletableFuture.supplyAsync(() -> {
                long served = 0;
                while (System.nanoTime() - began < CUT.toNanos()) {
                    served += Subject.count(subject.chats(two, 4, EXACT), 200);
                }
                return served;
            });
            requireThatTheGrantComesBackWithTheGap(lost);
            before += meanwhile.join();
            assertThat(before).isLessThanOrEqualTo(ALL);
            HttpResponse<String> refused = pair.chat(two.getLast(), subject.token(), EXACT, false);
            assertThat(refused.statusCode()).isEqualTo(429);
        } finally {
            SECOND.open();
        }
        long served = before + untilSpent(subject, EXACT, two);

        assertThat(served).isEqualTo(ALL);
        subject.awaitSpent(served * EXACT_COST);
    }

    /** What it had spent and not shipped is spent again: nobody has heard of it. */
    private static void requireThatTheGrantComesBackWithTheGap(Subject subject) throws IOException {
        PairProgram third = ALL_FIVE.get(2);
        PairProgram fifth = ALL_FIVE.get(4);
        FIFTH.shut();
        assertThat(Subject.count(subject.chats(List.of(fifth), 4, EXACT), 200)).isEqualTo(4);
        Awaiting.until(
                "the log of what was not shipped", PATIENCE, () -> !lines("""
                SELECT 1 FROM keyway.usage_log l JOIN keyway.gateway g ON g.id = l.gateway_id
                WHERE g.name = 'fifth' AND l.last_sequence > l.mark""").isEmpty());
        fifth.kill();
        Folders.delete(pair.home().resolve("fifth"));
        long served = 0;
        for (HttpResponse<String> answer = call(third, subject);
                !Subject.code(answer).equals("budget_reserved");
                answer = call(third, subject)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            served++;
        }
        assertThat(served).isLessThanOrEqualTo(ALL - 4);

        damage("UPDATE keyway.gateway SET seen_at = seen_at - interval '2 days' WHERE name = 'fifth'");
        damage("UPDATE keyway.usage_log l SET seen_at = l.seen_at - interval '2 days' FROM keyway.gateway g"
                + " WHERE g.id = l.gateway_id AND g.name = 'fifth'");
        String gap = Awaiting.value("the gap", PATIENCE, SharedBudgetIT::silentGaps, gaps -> !gaps.isEmpty())
                .getFirst();
        assertThat(Subject.code(call(third, subject))).isEqualTo("budget_reserved");
        JsonNode unused =
                pair.owner().act("/api/v1/usage/gaps/" + gap + "/resolve", "{\"resolution\": \"The machine is gone\"}");
        served += untilSpent(subject, EXACT, List.of(third));

        assertThat(served).isEqualTo(ALL);
        subject.awaitSpent(served * EXACT_COST);
    }

    private static List<String> silentGaps() {
        return pair.owner()
                .get("/api/v1/usage/gaps")
                .get("items")
                .valueStream()
                .filter(gap -> gap.get("reason").asString().equals("SILENT"))
                .map(gap -> gap.get("id").asString())
                .toList();
    }

    private static HttpResponse<String> call(PairProgram at, Subject subject) {
        return pair.chat(at, subject.token(), EXACT, false);
    }

    private static Subject budgeted(String name, String dollars, boolean strict, List<PairProgram> gateways) {
        Subject subject = Subject.of(pair, name);
        String unused = subject.budget("team", "MONTH", dollars, strict);
        for (PairProgram gateway : gateways) {
            Awaiting.until(
                    "the budget at a gateway",
                    PATIENCE,
                    () -> subject.key(gateway).path("budgets").size() == 1);
        }
        return subject;
    }

    /** Calls in turn until all say that the budget is spent. @return calls that were served */
    private static long untilSpent(Subject subject, String model, List<PairProgram> gateways) {
        long served = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int spent = 0;
        for (int i = 0; spent < gateways.size() && System.nanoTime() < deadline; i++) {
            HttpResponse<String> answer = pair.chat(gateways.get(i % gateways.size()), subject.token(), model, false);
            served += answer.statusCode() == 200 ? 1 : 0;
            spent = Subject.code(answer).equals("insufficient_quota") ? spent + 1 : 0;
        }
        assertThat(spent).as("gateways that say that the budget is spent").isEqualTo(gateways.size());
        return served;
    }

    private static List<String> lines(String query) {
        try (Connection connection = pair.connect()) {
            return Books.of(connection).lines(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void damage(String statement) {
        try (Connection connection = pair.connect();
                Statement update = connection.createStatement()) {
            assertThat(update.executeUpdate(statement)).isOne();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
