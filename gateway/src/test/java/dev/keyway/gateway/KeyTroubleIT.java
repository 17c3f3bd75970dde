package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.keyway.filters.keypool.KeyWarnings;
import dev.keyway.testkit.dialect.ErrorAnswer;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What a key's trouble is to a caller, and what a caller's own mistake is. Each case has a provider of its own. */
class KeyTroubleIT {

    /** What every key of a pool is answered, plain or streamed. */
    record PoolStatus(ErrorAnswer error, boolean stream) {

        String provider() {
            return "p" + Integer.toHexString(error.body().hashCode()) + (stream ? "s" : "p");
        }
    }

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static Traffic traffic;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1", "sk-2");
        TestGateway.Builder builder = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-1", "sk-2")
                .provider("revoked", provider.v1(), "sk-gone-1", "sk-gone-2", "sk-gone-3")
                .set("logging.level.dev.keyway", "error")
                .set("logging.level.keyway.access", "off");
        poolStatuses().forEach(status -> builder.provider(status.provider(), provider.v1(), "sk-1", "sk-2"));
        gateway = builder.start();
        traffic = new Traffic(gateway);
    }

    @AfterAll
    static void stop() {
        traffic.close();
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRequestAtFaultIsSentOnceAndComesBackWithTheProvidersWords(boolean stream) {
        provider.when(Match.anyRequest()).reply(Errors.openAi().unsupportedParameter("foo"));

        HttpResponse<String> answer = stream ? gateway.chatStream("openai/m", "x") : gateway.chat("openai/m", "x");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = Answers.json(answer.body()).path("error");
        assertThat(error.path("message").asString()).isEqualTo("Unsupported parameter.");
        assertThat(error.path("code").asString()).isEqualTo("unsupported_parameter");
        assertThat(error.path("param").asString()).isEqualTo("foo");
        assertThat(answer.headers().firstValue("x-keyway-origin")).hasValue("provider");
        assertThat(Traffic.calls(provider)).hasSize(1);
        assertThat(traffic.inFlight()).isZero();
    }

    @Test
    void threeRevokedKeysAreTriedOnceEachAndNotAgain() {
        Logger warnings = (Logger) LoggerFactory.getLogger(KeyWarnings.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        warnings.addAppender(lines);
        warnings.setLevel(Level.WARN);

        HttpResponse<String> first = gateway.chat("revoked/m", "x");

        assertThat(Traffic.calls(provider).stream().map(call -> call.key()))
                .containsExactlyInAnyOrder("sk-gone-1", "sk-gone-2", "sk-gone-3");
        assertUnavailable(first);

        HttpResponse<String> next = gateway.chatStream("revoked/other", "x");

        assertThat(Traffic.calls(provider)).hasSize(3);
        assertUnavailable(next);
        warnings.detachAppender(lines);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .as("one line for each key, not for each request")
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .matches("revoked: key [0-9a-f]{16} is out of use until \\S+: the provider rejects the key.*")
                        .doesNotContain("sk-gone"));
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Answers.json(answer.body()).at("/error/code").asString()).isEqualTo("keys_unavailable");
        assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(answer.headers().firstValue("x-keyway-origin")).hasValue("gateway");
        assertThat(answer.body()).doesNotContain("sk-gone");
        assertThat(Answers.json(answer.body()).at("/error/message").asString())
                .containsOnlyOnce("No key can serve")
                .doesNotContain("..");
    }

    static Stream<PoolStatus> poolStatuses() {
        List<ErrorAnswer> errors = List.of(
                Errors.openAi().invalidKey(),
                Errors.openAi().of(402, "Payment required.", "billing", null, null),
                Errors.openAi().forbidden(),
                Errors.openAi().rateLimited(),
                Errors.openAi().insufficientQuota());
        return errors.stream().flatMap(error -> Stream.of(new PoolStatus(error, false), new PoolStatus(error, true)));
    }

    @ParameterizedTest
    @MethodSource("poolStatuses")
    void aPoolKeysOwnStatusIsNeverTheCallers(PoolStatus status) {
        ErrorAnswer error = status.error();
        provider.when(Match.anyRequest()).reply(Reply.error(error));
        String model = status.provider() + "/m";

        HttpResponse<String> answer = status.stream() ? gateway.chatStream(model, "x") : gateway.chat(model, "x");

        assertThat(Traffic.calls(provider)).as("one call with each key").hasSize(2);
        assertThat(answer.headers().firstValue("x-keyway-origin")).hasValue("gateway");
        JsonNode told = Answers.json(answer.body()).path("error");
        boolean limited = error.equals(Errors.openAi().rateLimited());
        assertThat(answer.statusCode()).isEqualTo(limited ? 429 : 503);
        assertThat(told.path("code").asString()).isEqualTo(limited ? "keys_cooling" : "keys_unavailable");
        assertThat(answer.headers().firstValue("retry-after").isPresent()).isEqualTo(limited);
        assertThat(answer.body())
                .doesNotContain(Answers.json(error.body()).at("/error/message").asString());
        assertThat(traffic.inFlight()).isZero();
    }
}
