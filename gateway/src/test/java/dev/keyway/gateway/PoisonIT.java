package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.ErrorAnswer;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one caller's requests cause costs no other caller a key. Each case has a provider of its own, with three keys. */
class PoisonIT {

    private static final int TIMES = 100;
    private static final String OTHER_TOKEN = "another-proxy-token-c4n4ry";

    /** A refusal that the request causes: what the caller is told, and how many calls one request makes. */
    record Poison(String id, ErrorAnswer error, int status, int calls) {

        @Override
        public String toString() {
            return id;
        }
    }

    private static FakeProvider provider;
    private static FakeProvider gemini;
    private static TestGateway gateway;
    private static Traffic traffic;

    static Stream<Poison> poisons() {
        return Stream.of(
                new Poison("bad-request", Errors.openAi().unsupportedParameter("foo"), 400, 1),
                new Poison("not-found", Errors.openAi().unknownPath(), 404, 1),
                new Poison("misspelt", Errors.openAi().modelNotFound(), 404, 1),
                new Poison("context", Errors.openAi().contextLength(), 400, 1),
                new Poison("filtered", Errors.openAi().contentFilter(), 400, 1),
                new Poison("too-big", Errors.openAi().tooBig(), 413, 2));
    }

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1", "sk-2", "sk-3");
        gemini = FakeProvider.start("sk-1", "sk-2", "sk-3");
        TestGateway.Builder builder = TestGateway.builder()
                .set("keyway.callers.other", OTHER_TOKEN)
                .set("logging.level.dev.keyway", "error")
                .set("logging.level.keyway.access", "off");
        poisons().forEach(poison -> add(builder, poison.id(), provider.v1()));
        add(builder, "gemini", gemini.geminiOpenAi());
        gateway = builder.start();
        traffic = new Traffic(gateway);
        poisons()
                .forEach(poison -> provider.when(Match.bodyContaining("echo:" + poison.id()))
                        .reply(poison.error()));
        gemini.when(Match.bodyContaining("echo:poison")).reply(Errors.gemini().server());
    }

    private static void add(TestGateway.Builder builder, String id, java.net.URI address) {
        builder.provider(id, address, "sk-1", "sk-2", "sk-3")
                .set("keyway.providers." + id + ".max-concurrent-requests-per-key", 0);
    }

    @AfterAll
    static void stop() {
        traffic.close();
        gateway.close();
        provider.close();
        gemini.close();
    }

    @ParameterizedTest
    @MethodSource("poisons")
    void aRefusalThatTheRequestCausesLeavesEveryKeyToOthers(Poison poison) {
        int before = Traffic.calls(provider).size();

        List<HttpResponse<String>> refused =
                Traffic.run(TIMES, 20, i -> traffic.chat(poison.id() + "/m", poison.id() + "-" + i, i % 2 == 0));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(poison.status());
            assertThat(answer.headers().firstValue("x-keyway-origin")).hasValue("provider");
        });
        assertThat(Traffic.calls(provider)).hasSize(before + TIMES * poison.calls());
        assertEveryKeyServesAnother(poison.id(), provider);
    }

    /** Gemini answers an over-long context with a 500, which is like any other: what tells it apart is the body. */
    @Test
    void aRequestThatNoKeySurvivesLeavesEveryKeyToOthers() {
        List<HttpResponse<String>> refused =
                Traffic.run(TIMES, TIMES, i -> traffic.chat("gemini/m", "poison", i % 2 == 0));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
            assertThat(answer.body()).contains("provider_error");
        });
        assertEveryKeyServesAnother("gemini", gemini);
    }

    private static void assertEveryKeyServesAnother(String id, FakeProvider upstream) {
        int before = Traffic.calls(upstream).size();
        Set<String> keys = Set.of();
        for (int i = 0; i < TIMES && keys.size() < 3; i++) {
            HttpResponse<String> answer = asAnother(id + "/m");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-keyway-attempts")).hasValue("1");
            keys = Traffic.calls(upstream).stream()
                    .skip(before)
                    .map(call -> call.key())
                    .collect(Collectors.toSet());
        }
        assertThat(keys).containsExactlyInAnyOrder("sk-1", "sk-2", "sk-3");
        assertThat(traffic.inFlight()).isZero();
    }

    private static HttpResponse<String> asAnother(String model) {
        return TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
                .header("Authorization", "Bearer " + OTHER_TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(TestGateway.chatBody(model, "innocent", false))));
    }
}
