package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.dialect.Usage;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Rate limits that an administrator sets, at the running gateway. */
class LimitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MODEL = "fake/gpt-4o-mini";

    @TempDir
    static Path folder;

    static Pair pair;

    @BeforeAll
    static void start() {
        pair = Pair.start(folder);
    }

    @AfterAll
    static void end() {
        pair.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "team", "token"})
    void asManyOfSixtyRequestsPassAsTheLimitSays(String level) {
        Subject subject = Subject.of(pair, "rate-" + level);
        subject.limit(level, "\"requestsPerMinute\": 20");

        List<HttpResponse<String>> answers = subject.chats(60, MODEL);

        assertThat(Subject.count(answers, 200)).isEqualTo(20);
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 200).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(Subject.code(answer)).isEqualTo("rate_limit_exceeded");
            assertThat(answer.body())
                    .contains("20 of its 20 requests per minute")
                    .contains(level);
            long wait = Long.parseLong(header(answer, "retry-after"));
            assertThat(wait).isBetween(1L, 60L);
            assertThat(header(answer, "x-ratelimit-limit-requests")).isEqualTo("20");
            assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo("0");
            assertThat(Long.parseLong(
                            header(answer, "x-ratelimit-reset-requests").replace("s", "")))
                    .as("when one is free")
                    .isBetween(wait - 1, wait);
        });
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 200)
                .allSatisfy(answer -> assertThat(answer.headers().firstValue("x-ratelimit-limit-requests"))
                        .hasValue("20"))
                .anySatisfy(answer -> assertThat(answer.headers().firstValue("x-ratelimit-remaining-requests"))
                        .hasValue("0"));
    }

    @Test
    void aSecondConcurrentRequestIsRefusedAndNotCountedAndAnAbortedStreamFreesItsPlace() throws IOException {
        pair.provider().when(Match.model("endless")).reply(Reply.chunks(3_000).gap(Duration.ofMillis(100)));
        Subject subject = Subject.of(pair, "concurrent");
        subject.limit("team", "\"concurrentRequests\": 1, \"requestsPerMinute\": 3");
        try (InputStream stream = pair.stream(subject.token(), "fake/endless").body()) {
            assertThat(stream.read()).isPositive();
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> refused = subject.chat(MODEL);
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(Subject.code(refused)).isEqualTo("concurrency_exceeded");
                assertThat(refused.body()).contains("'concurrent'");
            }
        }
        Awaiting.until("the place of the aborted stream", PATIENCE, () -> left(subject, "concurrent_requests") == 1);

        assertThat(subject.chat(MODEL).statusCode()).isEqualTo(200);
        assertThat(subject.chat(MODEL).statusCode()).isEqualTo(200);
        assertThat(Subject.code(subject.chat(MODEL))).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void tokensOfTheLastMinuteAreThoseThatWereUsed() {
        pair.provider().when(Match.model("gpt-4.1-nano")).reply(Reply.ok().usage(Usage.of(1_000, 500)));
        Subject subject = Subject.of(pair, "tokens");
        subject.limit("tenant", "\"tokensPerMinute\": 3000");

        HttpResponse<String> first = subject.chat("fake/gpt-4.1-nano");
        assertThat(first.statusCode()).isEqualTo(200);
        Awaiting.until("1,500 tokens left", PATIENCE, () -> left(subject, "tokens_per_minute") == 1_500);
        assertThat(subject.chat("fake/gpt-4.1-nano").statusCode()).isEqualTo(200);
        Awaiting.until("no token left", PATIENCE, () -> left(subject, "tokens_per_minute") == 0);
        HttpResponse<String> refused = subject.chat("fake/gpt-4.1-nano");

        assertThat(Subject.code(refused)).isEqualTo("rate_limit_exceeded");
        assertThat(refused.body()).contains("3000 of its 3000 tokens per minute");
        assertThat(header(refused, "x-ratelimit-limit-tokens")).isEqualTo("3000");
        assertThat(header(refused, "x-ratelimit-remaining-tokens")).isEqualTo("0");
        assertThat(Long.parseLong(header(refused, "retry-after"))).isBetween(1L, 60L);
    }

    @Test
    void anErrorAfterAdmissionSaysWhatIsLeft() {
        pair.provider()
                .when(Match.model("gpt-4.1-mini"))
                .reply(Reply.error(Errors.openAi().contextLength()));
        Subject subject = Subject.of(pair, "errors");
        subject.limit("team", "\"requestsPerMinute\": 2, \"concurrentRequests\": 1");

        HttpResponse<String> sent = subject.chat("fake/gpt-4.1-mini");

        assertThat(sent.statusCode()).isEqualTo(400);
        assertThat(header(sent, "x-ratelimit-remaining-requests")).isEqualTo("1");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static long left(Subject subject, String limit) {
        return subject.key()
                .get("limits")
                .valueStream()
                .filter(each -> each.get("limit").asString().equals(limit))
                .map(each -> each.get("left"))
                .mapToLong(JsonNode::asLong)
                .findFirst()
                .orElseThrow();
    }
}
