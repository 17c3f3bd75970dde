package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultStormIT {

    private static final int STREAMS = Integer.getInteger("keyway.test.streams", 1000);
    private static final int MODELS = 10;
    private static final long SEED = Long.getLong("keyway.test.seed", 20_260_401);

    /** What providers are called with. */
    enum Client {
        OWN(Records.Kept.class),
        CUSTOMIZED_BY_THE_APPLICATION(CustomizedClientIT.Customized.class);

        private final Class<?> source;

        Client(Class<?> source) {
            this.source = source;
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsAtOnceWithRandomFaultsEndWholeOrTruthfullyAndAllBooksAgree(Client client) {
        String[] keys = IntStream.range(0, 20).mapToObj(i -> "sk-" + i).toArray(String[]::new);
        try (FakeProvider provider = FakeProvider.start(keys);
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), keys)
                        .set("keyway.providers.openai.max-concurrent-requests-per-key", 0)
                        .set("keyway.global-timeout", "10s")
                        .set("logging.level.dev.keyway", "error")
                        .set("logging.level.keyway.access", "off")
                        .with(Records.Kept.class)
                        .with(client.source)
                        .start();
                Traffic traffic = new Traffic(gateway);
                LeakWatch leakWatch = new LeakWatch()) {
            script(provider);

            List<HttpResponse<String>> answers =
                    Traffic.run(STREAMS, STREAMS, i -> traffic.chat("m-" + i % MODELS, "s-" + i, true));

            for (int i = 0; i < STREAMS; i++) {
                assertTruthful(answers.get(i), "s-" + i);
            }
            Records records = Records.of(gateway);
            Awaiting.until("all records", () -> records.requests().size() == STREAMS);
            assertThat(count(records.requests(), RequestRecord::outcome))
                    .isEqualTo(count(answers, FaultStormIT::outcome))
                    .as("the storm does some harm, but not only")
                    .containsKeys(Outcome.COMPLETED, Outcome.BROKEN);
            assertThat(count(records.requests(), RequestRecord::status))
                    .isEqualTo(count(answers, HttpResponse::statusCode));
            long calls = provider.requestCount();
            assertThat(records.requests().stream()
                            .mapToInt(RequestRecord::attempts)
                            .sum())
                    .isEqualTo((int) calls);
            assertThat(records.attempts()).hasSize((int) calls);
            assertThat(count(records.attempts(), AttemptRecord::result).get("served"))
                    .isEqualTo(count(answers, FaultStormIT::outcome).get(Outcome.COMPLETED));
            traffic.awaitNothingInFlight();
            assertThat(provider.openRequests()).isZero();
            assertThat(leakWatch.leaks()).isEmpty();
        }
    }

    /** Each line is drawn for itself; what none of them takes gets a good answer. */
    private static void script(FakeProvider provider) {
        List<Reply> faults = List.of(
                Reply.status(500),
                Reply.error(Errors.openAi().overloaded()),
                Reply.error(Errors.openAi().rateLimited().retryAfterMillis(Duration.ofMillis(5))),
                Reply.error(Errors.openAi().contextLength()),
                Reply.resetAfterRequest(),
                Reply.ok().resetAfterHeaders(),
                Reply.html(200),
                Reply.ok().errorFirst(Errors.openAi().server()),
                Reply.ok().errorAfterLifecycle(Errors.openAi().server()),
                Reply.ok().cutAfter(0),
                Reply.ok().cutAfter(2),
                Reply.ok().resetAfter(2),
                Reply.ok().errorAfter(3, Errors.openAi().server()),
                Reply.ok().inPiecesOf(7),
                Reply.ok().delayBody(Duration.ofMillis(30)).gap(Duration.ofMillis(5)));
        for (int i = 0; i < faults.size(); i++) {
            provider.when(Match.randomly(0.02, SEED + i)).reply(faults.get(i));
        }
    }

    private static void assertTruthful(HttpResponse<String> answer, String marker) {
        String body = answer.body();
        switch (outcome(answer)) {
            case COMPLETED -> {
                assertThat(Answers.streamedText(body)).isEqualTo(Answers.echo(marker));
                assertThat(Answers.errors(body)).isEmpty();
            }
            case BROKEN -> {
                assertThat(Answers.echo(marker)).startsWith(Answers.streamedText(body));
                assertThat(Answers.errors(body)).hasSize(1);
            }
            default -> {
                assertThat(answer.statusCode()).isIn(400, 429, 502, 503);
                assertThat(Answers.json(body).at("/error/message").asString()).isNotBlank();
                assertThat(answer.headers().firstValue("x-keyway-origin")).isPresent();
            }
        }
    }

    private static Outcome outcome(HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            return Answers.ends(answer.body()) == 1 ? Outcome.COMPLETED : Outcome.BROKEN;
        }
        return answer.statusCode() == 400 ? Outcome.REFUSED : Outcome.FAILED;
    }

    private static <T, K> Map<K, Long> count(List<T> all, Function<T, K> by) {
        return all.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }
}
