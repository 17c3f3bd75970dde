package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.dialect.Usage;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /v1/responses}, and what its answers leave with the account that gave them. */
class ResponsesIT {

    private static final String RESPONSES = "/v1/responses";

    @TempDir
    private Path state;

    private FakeProvider provider;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start("sk-a", "sk-b", "sk-c");
        gateway = gateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void answersAsTheProviderDoesAndBooksWhatWasUsed() {
        provider.when(Match.anyRequest()).reply(Reply.ok().usage(new Usage(1000, 100, 400)));

        HttpResponse<String> answer = gateway.post(
                RESPONSES, "{\"input\":\"echo:r\", \"x\":1e3,\"model\":\"openai/gpt-4o\",\"text\":{\"a\":[1.0]}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Answers.json(answer.body()).at("/output/0/content/0/text").asString())
                .isEqualTo(Answers.echo("r"));
        assertThat(provider.lastRequest().text())
                .isEqualTo("{\"input\":\"echo:r\", \"x\":1e3,\"model\":\"gpt-4o\",\"text\":{\"a\":[1.0]}}");
        RequestRecord record = Records.of(gateway).awaitFor("gpt-4o");
        assertThat(record.usage().freshInput()).isEqualTo(600);
        assertThat(record.usage().cacheRead()).isEqualTo(400);
        assertThat(record.usage().output()).isEqualTo(100);
        assertThat(record.estimated()).isFalse();
        assertThat(record.cost().unpriced()).isFalse();
        assertThat(record.cost().amount().nanos()).isEqualTo(600 * 2_500L + 400 * 1_250L + 100 * 10_000L);
    }

    @Test
    void streamsAsTheProviderDoesAndBooksWhatWasUsed() {
        provider.when(Match.anyRequest()).reply(Reply.ok().usage(new Usage(1000, 100, 0)));

        HttpResponse<String> answer =
                gateway.post(RESPONSES, "{\"model\":\"openai/gpt-4o\",\"stream\":true,\"input\":\"echo:s\"}");

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(answer.body()).contains("event: response.created", "echo:s").endsWith("}\n\n");
        assertThat(Answers.data(answer.body()).getLast().path("type").asString())
                .isEqualTo("response.completed");
        RequestRecord record = Records.of(gateway).awaitFor("gpt-4o");
        assertThat(record.usage().freshInput()).isEqualTo(1000);
        assertThat(record.usage().output()).isEqualTo(100);
        assertThat(record.estimated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnWithTheAccountThatKeepsTheAnswer(boolean stream) {
        for (int i = 0; i < 3; i++) {
            String id = ask("\"stream\":" + stream);
            String key = provider.lastRequest().key();

            for (int follow = 0; follow < 4; follow++) {
                HttpResponse<String> answer = respond("\"previous_response_id\":\"" + id + "\"");

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(provider.lastRequest().key()).isEqualTo(key);
                id = Answers.json(answer.body()).path("id").asString();
            }
        }
        assertThat(provider.requests(Match.path(RESPONSES)).stream().map(ReceivedRequest::key))
                .contains("sk-a", "sk-b", "sk-c");
    }

    @Test
    void usesAnyKeyOfTheAccount() {
        gateway.close();
        provider.close();
        provider = FakeProvider.builder()
                .account("org", "sk-a", "sk-b")
                .keys("sk-c")
                .start();
        gateway = builder()
                .set("keyway.providers.openai.keys[0].account", "org")
                .set("keyway.providers.openai.keys[1].account", "org")
                .start();
        String id = ask("\"x\":1");
        assertThat(provider.lastRequest().key()).isEqualTo("sk-a");

        for (int i = 0; i < 4; i++) {
            assertThat(respond("\"previous_response_id\":\"" + id + "\"").statusCode())
                    .isEqualTo(200);
        }

        assertThat(provider.requests(request -> request.text().contains(id)).stream()
                        .map(ReceivedRequest::key))
                .containsOnly("sk-a", "sk-b")
                .contains("sk-a", "sk-b");
    }

    @Test
    void knowsWhereAnAnswerIsAtHomeAfterARestart() {
        String id = ask("\"x\":1");
        String key = provider.lastRequest().key();
        gateway.close();
        gateway = gateway();

        assertThat(respond("\"previous_response_id\":\"" + id + "\"").statusCode())
                .isEqualTo(200);
        assertThat(provider.lastRequest().key()).isEqualTo(key);
    }

    @Test
    void tellsTheTruthAboutTheOneAccountWhileOthersAreIdle() {
        String id = ask("\"x\":1");
        String key = provider.lastRequest().key();
        provider.when(Match.key(key))
                .reply(Reply.error(Errors.openAi().rateLimited().retryAfter(Duration.ofSeconds(40))));
        assertThat(respond("\"previous_response_id\":\"" + id + "\"").statusCode())
                .isEqualTo(429);
        long calls = provider.requestCount();

        HttpResponse<String> refused = respond("\"previous_response_id\":\"" + id + "\"");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(provider.requestCount()).isEqualTo(calls);
        assertThat(respond("\"x\":1").statusCode()).isEqualTo(200);
    }

    @Test
    void remembersTheKeyThatServedAfterOneThatBrokeOffBeforeItsContent() {
        provider.when(Match.path(RESPONSES))
                .times(1)
                .reply(Reply.ok().errorAfterLifecycle(Errors.openAi().server()));

        String id = ask("\"stream\":true");
        String key = provider.lastRequest().key();

        assertThat(provider.requests(Match.path(RESPONSES))).hasSize(2);
        assertThat(respond("\"previous_response_id\":\"" + id + "\"").statusCode())
                .isEqualTo(200);
        assertThat(provider.lastRequest().key()).isEqualTo(key);
    }

    @Test
    void knowsNothingOfWhatWasNotToBeStored() {
        String id = ask("\"store\":false");
        long calls = provider.requestCount();

        HttpResponse<String> refused = respond("\"previous_response_id\":\"" + id + "\"");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Answers.json(refused.body()).at("/error/code").asString()).isEqualTo("stateful_reference");
        assertThat(provider.requestCount()).isEqualTo(calls);
    }

    @Test
    void endsABrokenStreamWithAnErrorEvent() {
        provider.when(Match.path(RESPONSES)).reply(Reply.ok().cutAfter(2));

        HttpResponse<String> answer =
                gateway.post(RESPONSES, "{\"model\":\"openai/gpt-4o\",\"stream\":true,\"input\":\"echo:x\"}");

        List<JsonNode> events = Answers.data(answer.body());
        JsonNode error = events.getLast();
        assertThat(error.path("type").asString()).isEqualTo("error");
        assertThat(error.path("sequence_number").asInt()).isEqualTo(events.size() - 1);
        assertThat(error.path("code").asString()).isEqualTo("provider_error");
        assertThat(error.at("/error/message")).isEqualTo(error.path("message"));
        assertThat(Answers.errors(answer.body())).hasSize(1);
        assertThat(provider.requests(Match.path(RESPONSES))).hasSize(1);
        assertThat(Records.of(gateway).awaitFor("gpt-4o").outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void freesTheKeyWhenTheClientLeaves() throws IOException {
        provider.when(Match.path(RESPONSES)).reply(Reply.ok().silentAfter(1));
        RawClient client = RawClient.connect(gateway.origin());
        client.post(
                RESPONSES, TestGateway.TOKEN, "{\"model\":\"openai/gpt-4o\",\"stream\":true,\"input\":\"echo:gone\"}");
        client.readUntil("echo:gone");
        client.reset();

        provider.awaitAbandoned(provider.lastRequest(), Duration.ofSeconds(10));
        Calm.watch(gateway).holdsNothing();
        assertThat(Records.of(gateway).awaitFor("gpt-4o").outcome()).isEqualTo(Outcome.CANCELLED);
    }

    /** Has a question answered. @return the id of the answer */
    private String ask(String member) {
        HttpResponse<String> answer = respond(member);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().startsWith("{")
                ? Answers.json(answer.body()).path("id").asString()
                : List.copyOf(Answers.data(answer.body()))
                        .getLast()
                        .at("/response/id")
                        .asString();
    }

    private HttpResponse<String> respond(String member) {
        return gateway.post(RESPONSES, "{\"model\":\"openai/gpt-4o\",\"input\":\"echo:x\"," + member + "}");
    }

    private TestGateway gateway() {
        return builder().start();
    }

    private TestGateway.Builder builder() {
        return TestGateway.builder()
                .provider("openai", provider.v1(), "sk-a", "sk-b", "sk-c")
                .set("keyway.state-dir", state)
                .with(Records.Kept.class);
    }
}
