package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hundred requests of one caller, each with a body of its own that no key survives: Gemini answers an over-long context
 * with a 500 like any other. Another caller is served meanwhile and afterwards, at the first attempt.
 */
class ManyPoisonsIT {

    private static final int POISONS = 100;
    private static final String OTHER_TOKEN = "another-proxy-token-c4n4ry";

    /** A pool of its own for each case. */
    record Pool(int keys, int cap) {

        String id() {
            return "p" + keys + (cap == 0 ? "open" : "capped");
        }

        String[] secrets() {
            return IntStream.range(0, keys).mapToObj(i -> "sk-" + i).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return keys + " keys, cap " + cap;
        }
    }

    private static FakeProvider provider;
    private static TestGateway patient;
    private static TestGateway hasty;
    private static Traffic traffic;

    static Stream<Pool> pools() {
        return Stream.of(
                new Pool(1, 0), new Pool(3, 0), new Pool(10, 0), new Pool(1, 1), new Pool(3, 1), new Pool(10, 1));
    }

    @BeforeAll
    static void start() {
        provider = FakeProvider.start(new Pool(10, 0).secrets());
        provider.when(Match.bodyContaining("poison")).reply(Errors.gemini().server());
        patient = gateway("4s");
        // Too short for any pause between attempts: each follows at once.
        hasty = gateway("900ms");
        traffic = new Traffic(patient);
    }

    private static TestGateway gateway(String patience) {
        TestGateway.Builder builder = TestGateway.builder()
                .provider("gemini", provider.geminiOpenAi(), "sk-0", "sk-1", "sk-2")
                .set("keyway.global-timeout", patience)
                .set("keyway.callers.other", OTHER_TOKEN)
                .set("logging.level.dev.keyway", "error")
                .set("logging.level.keyway.access", "off");
        pools().forEach(pool -> builder.provider(pool.id(), provider.geminiOpenAi(), pool.secrets())
                .set("keyway.providers." + pool.id() + ".max-concurrent-requests-per-key", pool.cap()));
        return builder.start();
    }

    @AfterAll
    static void stop() {
        traffic.close();
        patient.close();
        hasty.close();
        provider.close();
    }

    @ParameterizedTest
    @MethodSource("pools")
    void sentAtOnceTheyLeaveEveryKeyToOthers(Pool pool) {
        String model = pool.id() + "/m";
        List<CompletableFuture<HttpResponse<String>>> poisons = IntStream.range(0, POISONS)
                .mapToObj(i -> traffic.chat(model, "poison-" + i, i % 2 == 0))
                .toList();
        List<HttpResponse<String>> others = new ArrayList<>();
        while (!poisons.stream().allMatch(CompletableFuture::isDone)) {
            others.add(asAnother(patient, model, others.size()));
        }

        assertThat(poisons).allSatisfy(poison -> assertFailedByProvider(poison.join()));
        assertThat(others).hasSizeGreaterThan(1).allSatisfy(ManyPoisonsIT::assertServedAtOnce);
        assertThatEveryKeyServes(patient, pool);
    }

    @ParameterizedTest
    @MethodSource("pools")
    void sentOneAfterTheOtherTheyLeaveEveryKeyToOthers(Pool pool) {
        String model = pool.id() + "/m";
        for (int i = 0; i < POISONS; i++) {
            assertFailedByProvider(hasty.chat(model, "poison-" + i));
            if (i % 9 == 0) {
                assertServedAtOnce(asAnother(hasty, model, i));
            }
        }

        assertThatEveryKeyServes(hasty, pool);
    }

    @Test
    void aBodyThatIsLongerThanGeminisContextIsTheRequestsFaultAndIsSentOnce() {
        String text = "poison words that no context can hold, ".repeat(110_000);
        int before = Traffic.calls(provider).size();

        HttpResponse<String> answer = patient.chat("gemini/gemini-3.8-flash", text);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Answers.json(answer.body()).at("/error/code").asString()).isEqualTo("context_length_exceeded");
        assertThat(Traffic.calls(provider)).hasSize(before + 1);
        assertThat(patient.chat("gemini/gemini-3.8-flash", "poison-but-short").statusCode())
                .isEqualTo(502);
    }

    private static void assertFailedByProvider(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(Answers.json(answer.body()).at("/error/code").asString()).isEqualTo("provider_error");
    }

    private static void assertServedAtOnce(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-keyway-attempts")).hasValue("1");
    }

    /** All keys are ready, and each serves another within a few calls. */
    private static void assertThatEveryKeyServes(TestGateway gateway, Pool pool) {
        assertThat(keys(gateway, pool, "ready")).isEqualTo(pool.keys());
        for (int i = 0; i < 2 * pool.keys(); i++) {
            assertServedAtOnce(asAnother(gateway, pool.id() + "/m", i));
        }
        assertThat(keys(gateway, pool, "ready")).isEqualTo(pool.keys());
        Awaiting.until("no call in flight", Duration.ofSeconds(5), () -> keys(gateway, pool, "in_flight") == 0);
    }

    private static int keys(TestGateway gateway, Pool pool, String state) {
        AtomicReference<Integer> found = new AtomicReference<>(-1);
        Answers.json(gateway.get("/v1/providers").body()).path("data").forEach(one -> {
            if (one.path("id").asString().equals(pool.id())) {
                found.set(one.at("/keys/" + state).asInt());
            }
        });
        return found.get();
    }

    private static HttpResponse<String> asAnother(TestGateway gateway, String model, int number) {
        return TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
                .header("Authorization", "Bearer " + OTHER_TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(TestGateway.chatBody(model, "innocent-" + number, false))));
    }
}
