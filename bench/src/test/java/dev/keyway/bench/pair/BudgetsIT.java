package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.testkit.dialect.Usage;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Hard budgets at the running pair. Each call of the model {@code priced} costs $0.002; before, $0.001 or a little more is expected. */
class BudgetsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MODEL = "fake/priced";
    private static final long COST = 2_000_000;

    /** Of a call of the model {@code exact}, which can cost a little more. */
    private static final long EXACT = 1_060_000;

    @TempDir
    static Path folder;

    static Pair pair;

    @BeforeAll
    static void start() {
        pair = Pair.start(folder);
        JsonNode unused =
                pair.owner().post("/api/v1/providers/fake/models", "{\"name\": \"priced\", \"maxOutput\": 500}");
        pair.price("priced", "1", "2");
        pair.provider().when(Match.model("priced")).reply(Reply.ok().usage(Usage.of(1_000, 500)));
        unused = pair.owner().post("/api/v1/providers/fake/models", "{\"name\": \"exact\", \"maxOutput\": 500}");
        pair.price("exact", "1", "2");
        pair.provider().when(Match.model("exact")).reply(Reply.ok().usage(Usage.of(60, 500)));
        pair.provider()
                .when(Match.model("slow"))
                .reply(Reply.chunks(4).usage(Usage.of(1_000, 500)).delay(Duration.ofSeconds(60)));
        pair.price("slow", "1", "2");
        for (int i = 0; i < 12; i++) {
            assertThat(pair.chat(pair.token(), MODEL, false).statusCode()).isEqualTo(200);
        }
    }

    @AfterAll
    static void end() {
        pair.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "team", "token"})
    void refusesWhenSpendIsExactlyTheCapAndServesAgainAfterARaise(String level) {
        Subject subject = Subject.of(pair, "cap-" + level);
        String budget = subject.budget(level, "MONTH", "0.01", false);
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> served = subject.chat(MODEL);
            assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
        }

        HttpResponse<String> refused = subject.chat(MODEL);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Subject.code(refused)).isEqualTo("insufficient_quota");
        assertThat(refused.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(refused.body())
                .contains("$0.01 of $0.01")
                .contains("It resets at")
                .contains(level);
        subject.awaitSpent(5 * COST);
        assertThat(Subject.code(subject.chat(MODEL))).isEqualTo("insufficient_quota");
        JsonNode shown = subject.key().get("budgets").get(0);
        assertThat(shown.get("level").asString()).isEqualTo(level);
        assertThat(shown.get("spent").asString()).isEqualTo("0.01");
        assertThat(shown.get("left").asString()).isEqualTo("0");

        JsonNode unused =
                pair.owner().act(budget + "/raises", "{\"amount\": \"0.004\", \"until\": \"2099-01-01T00:00:00Z\"}");
        pair.awaitConfiguration();
        assertThat(List.of(subject.chat(MODEL), subject.chat(MODEL)))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(Subject.code(subject.chat(MODEL))).isEqualTo("insufficient_quota");
        subject.awaitSpent(7 * COST);
    }

    @Test
    void aTeamOverItsBudgetIsNamedAndNoOther() {
        Subject subject = Subject.of(pair, "named");
        subject.budget("tenant", "MONTH", "100", false);
        subject.budget("team", "DAY", "0.002", false);
        subject.budget("token", "TOTAL", "50", false);
        assertThat(subject.chat(MODEL).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = subject.chat(MODEL);

        assertThat(Subject.code(refused)).isEqualTo("insufficient_quota");
        assertThat(refused.body()).contains("daily budget of the team 'named'").doesNotContain("tenant", "$100", "$50");
    }

    @Test
    void aStrictBudgetIsNeverOverspentByFiftyCallsAtOnce() {
        Subject subject = Subject.of(pair, "strict");
        subject.budget("team", "MONTH", "0.03", true);

        List<HttpResponse<String>> answers = subject.chats(50, "fake/exact");
        long served = Subject.count(answers, 200);

        assertThat(served).isPositive();
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 200)
                .allSatisfy(answer -> assertThat(Subject.code(answer)).isIn("budget_reserved", "insufficient_quota"));
        subject.awaitSpent(served * EXACT);
        while (subject.chat("fake/exact").statusCode() == 200) {
            served++;
        }
        assertThat(served).isEqualTo(28);
        subject.awaitSpent(served * EXACT);
    }

    @Test
    void aStrictBudgetRefusesWhatHasNoBound() {
        Subject subject = Subject.of(pair, "unbounded");
        subject.budget("token", "DAY", "100", true);

        assertThat(subject.chat("fake/exact").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = subject.chat("fake/slow");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Subject.code(refused)).isEqualTo("cost_unbounded");
    }

    @Test
    void theDefaultIsOverspentByNoMoreThanTheCallsInProgressAndRefusesNobodyAfterwards() {
        Subject subject = Subject.of(pair, "usual");
        subject.budget("team", "MONTH", "0.05", false);

        List<HttpResponse<String>> answers = subject.chats(50, MODEL);
        long served = Subject.count(answers, 200);
        subject.awaitSpent(served * COST);

        // At most all fifty were in progress at once, each for 1.02 thousandths of a dollar, and none more than fitted
        // then.
        assertThat(served * COST).isLessThanOrEqualTo(50_000_000L + 49 * (COST - 1_000_000));
        if (served * COST < 50_000_000L) {
            assertThat(subject.chat(MODEL).statusCode()).isEqualTo(200);
        } else {
            assertThat(Subject.code(subject.chat(MODEL))).isEqualTo("insufficient_quota");
        }
    }

    @Test
    void aDearerTargetThatDoesNotFitEndsWithTheFailureOfTheOneBefore() {
        pair.price("dear", "1000", "2000");
        pair.price("failing", "1", "2");
        pair.provider().when(Match.model("failing")).reply(Reply.status(500));
        String provider = pair.owner().get("/api/v1/providers/fake").get("id").asString();
        JsonNode unused = pair.owner().post("/api/v1/aliases", """
                        {"name": "two", "targets": [{"providerId": "%1$s", "model": "failing"}, {"providerId": "%1$s", "model": "dear"}]}""".formatted(provider));
        Subject subject = Subject.of(pair, "dearer");
        subject.budget("tenant", "MONTH", "0.0101", false);
        for (int i = 0; i < 4; i++) {
            assertThat(subject.chat(MODEL).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> ended = subject.chat("two");
        assertThat(ended.statusCode()).isEqualTo(502);
        assertThat(Subject.code(ended)).isEqualTo("provider_error");
        assertThat(pair.provider().requests(Match.model("dear"))).isEmpty();
        assertThat(pair.provider().requests(Match.model("failing"))).isNotEmpty();
        assertThat(subject.chat(MODEL).statusCode()).isEqualTo(200);
        subject.awaitSpent(5 * COST);
    }

    @Test
    void aFailedAttemptThatIsBilledCountsBeforeTheNextIsSent() {
        pair.price("empty", "1", "2");
        pair.provider().when(Match.model("empty")).reply(Reply.status(200).body("""
                {"object":"chat.completion","choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500}}"""));
        Subject subject = Subject.of(pair, "billed");
        subject.budget("team", "MONTH", "0.0025", false);

        HttpResponse<String> ended = subject.chat("fake/empty");
        assertThat(ended.statusCode()).as(ended.body()).isEqualTo(502);
        assertThat(pair.provider().requests(Match.model("empty"))).hasSize(1);
        subject.awaitSpent(COST);
        assertThat(Subject.code(subject.chat(MODEL))).isEqualTo("insufficient_quota");
    }

    @Test
    void whatIsUnpricedIsRefusedUnlessItIsAllowed() {
        Subject subject = Subject.of(pair, "unpriced");
        subject.budget("tenant", "WEEK", "1", false);

        HttpResponse<String> refused = subject.chat("fake/nobody-knows-its-price");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Subject.code(refused)).isEqualTo("model_unpriced");

        JsonNode unused = pair.owner()
                .post(
                        "/api/v1/providers/fake/models",
                        "{\"name\": \"nobody-knows-its-price\", \"unpricedAllowed\": true}");
        pair.awaitConfiguration();
        assertThat(subject.chat("fake/nobody-knows-its-price").statusCode()).isEqualTo(200);
    }

    @Test
    void whatHasNoPriceCostsNoLessThanWasHeld() {
        pair.price("spoken", "1", "2");
        pair.provider().when(Match.model("spoken")).reply(Reply.status(200).body("""
                {"object":"chat.completion","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"hi"}}],
                "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"completion_tokens_details":{"audio_tokens":2}}}"""));
        Subject subject = Subject.of(pair, "spoken");
        subject.budget("team", "MONTH", "0.01", false);

        assertThat(subject.chat("fake/spoken").statusCode()).isEqualTo(200);

        long booked = Awaiting.value("the record", PATIENCE, () -> costs("spoken"), costs -> !costs.isEmpty())
                .getFirst();
        assertThat(booked).as("1,000 tokens of output were expected").isGreaterThan(2_000_000);
        subject.awaitSpent(booked);
        assertThat(subject.key().at("/budgets/0/spent").asString()).isEqualTo(new NanoDollars(booked).toString());
    }

    private static List<Long> costs(String model) {
        try (Connection connection = pair.connect()) {
            return Books.of(connection)
                    .lines("SELECT cost_nanos FROM keyway.usage_event WHERE cost_nanos = held_nanos AND model = '%s'"
                            .formatted(model))
                    .stream()
                    .map(Long::valueOf)
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRestartAfterAKillAtNinetyNinePercentKnowsWhatIsSpentWithoutTheAdminService() throws Exception {
        Subject subject = Subject.of(pair, "killed");
        Subject other = Subject.of(pair, "unbudgeted");
        subject.budget("team", "MONTH", "0.0101", false);
        for (int i = 0; i < 4; i++) {
            assertThat(subject.chat(MODEL).statusCode()).isEqualTo(200);
        }
        Thread open = Thread.ofVirtual().start(() -> {
            try {
                var unused = subject.chat("fake/slow");
            } catch (RuntimeException killed) {
                assertThat(killed).isNotNull();
            }
        });
        Awaiting.until(
                "the slow call upstream",
                PATIENCE,
                () -> !pair.provider().requests(Match.model("slow")).isEmpty());
        subject.awaitSpent(4 * COST);
        assertThat(pair.admin().terminate()).isEqualTo(143);
        pair.gateway().kill();
        open.join();
        pair.gateway().restart();

        // What the killed call was expected to cost is spent: with it, one more fits into the budget, or none.
        long served = 4;
        while (subject.chat(MODEL).statusCode() == 200) {
            served++;
        }
        assertThat(served).isBetween(4L, 5L);
        assertThat(Subject.code(subject.chat(MODEL))).isEqualTo("insufficient_quota");

        assertThat(pair.gateway().terminate()).isEqualTo(143);
        Files.delete(pair.home().resolve(Pair.GATEWAY_STATE).resolve("spend.json"));
        pair.gateway().restart();
        HttpResponse<String> unknown = subject.chat(MODEL);
        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(Subject.code(unknown)).isEqualTo("accounting_unavailable");
        assertThat(other.chat(MODEL).statusCode()).isEqualTo(200);

        pair.admin().restart();
        Awaiting.until(
                "the spend of the team",
                Duration.ofSeconds(60),
                () -> Subject.code(subject.chat(MODEL)).equals("insufficient_quota"));
    }
}
