package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Providers' own APIs below their names: the same keys, cooldowns and books as everywhere. */
class PassThroughIT {

    private static final String GEMINI = "/gemini/v1beta/models/";
    private static final String ASKED = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"echo:%s\"}]}]}";
    private static final String CHAT =
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"echo:%s\"}]%s}";

    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("k1", "k2");
        gateway = TestGateway.builder()
                .provider("gemini", provider.geminiOpenAi(), "k1", "k2")
                .provider("openai", provider.v1(), "k1", "k2")
                .provider("anthropic", provider.v1(), "k1", "k2")
                .provider("cohere", java.net.URI.create(provider.origin() + "/compatibility/v1"), "k1", "k2")
                .provider("local", provider.v1(), "k1")
                .set("keyway.providers.gemini.ignore-models[0]", "*-secret")
                .with(Records.Kept.class)
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        Records.of(gateway).forget();
    }

    @ParameterizedTest
    @CsvSource({
        "/openai/v1/chat/completions, gpt-4o, /v1/chat/completions",
        "/openai/v1/chat/completions, openai/gpt-4o, /v1/chat/completions",
        "/openai/v1/responses, gpt-4o, /v1/responses",
        "/anthropic/v1/messages, claude-sonnet-5, /v1/messages",
        "/anthropic/v1/messages/count_tokens, claude-sonnet-5, /v1/messages/count_tokens",
        "/gemini/v1beta/openai/chat/completions, gemini-2.5-flash, /v1beta/openai/chat/completions",
        "/local/v1/chat/completions, own-model, /v1/chat/completions",
        "/cohere/v2/chat, command-a, /v2/chat",
        "/cohere/v2/embed, embed-v4, /v2/embed",
        "/cohere/v2/rerank, rerank-v4, /v2/rerank"
    })
    void passesWhatHasItsModelInTheBody(String path, String model, String upstream) {
        HttpResponse<String> answer = gateway.post(path, CHAT.formatted(model, "b", ""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider.lastRequest().path()).isEqualTo(upstream);
        assertThat(provider.lastRequest().model()).isEqualTo(model.substring(model.indexOf('/') + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "v1beta, generateContent, ''",
        "v1, generateContent, ''",
        "v1beta, streamGenerateContent, ?alt=sse",
        "v1beta, streamGenerateContent, ''",
        "v1, streamGenerateContent, ?alt=sse",
        "v1beta, countTokens, ''",
        "v1beta, embedContent, ''",
        "v1beta, batchEmbedContents, ''"
    })
    void passesGeminisOperationsByteForByte(String version, String method, String query) {
        String body = "{ \"contents\" : [{\"parts\":[{\"text\":\"echo:é\\u00e9 1.0\"}]}],\"unknown\":1e3}";

        HttpResponse<String> answer =
                gateway.post("/gemini/" + version + "/models/gemini-2.5-flash:" + method + query, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ReceivedRequest sent = provider.lastRequest();
        assertThat(sent.target()).isEqualTo("/" + version + "/models/gemini-2.5-flash:" + method + query);
        assertThat(sent.text()).isEqualTo(body);
        assertThat(sent.header("x-goog-api-key")).isIn("k1", "k2");
        assertThat(sent.header("authorization")).isNull();
    }

    @Test
    void neverSendsUpWhatElseStandsInTheQuery() {
        HttpResponse<String> answer = gateway.post(
                GEMINI + "gemini-2.5-flash:generateContent?key=a-token-c4n4ry&fields=x&alt=json", ASKED.formatted("q"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(provider.lastRequest().target()).isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
    }

    @Test
    void takesNoTokenFromTheQuery() {
        HttpResponse<String> answer = TestGateway.send(HttpRequest.newBuilder(
                        gateway.origin().resolve(GEMINI + "gemini-2.5-flash:generateContent?key=" + TestGateway.TOKEN))
                .POST(HttpRequest.BodyPublishers.ofString(ASKED.formatted("q"))));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Answers.json(answer.body()).at("/error/status").asString()).isEqualTo("UNAUTHENTICATED");
        assertThat(provider.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openai/v1/files",
                "/openai/v1/batches",
                "/openai/v1/fine_tuning/jobs",
                "/openai/v1/responses/resp_1/cancel",
                "/openai/v1/../v1/chat/completions",
                "/openai/v1/chat%2Fcompletions",
                "/anthropic/v1/messages/batches",
                "/anthropic/v1/files",
                "/gemini/v1beta/cachedContents",
                "/gemini/v1beta/files",
                "/gemini/v1beta/tunedModels/mine:generateContent",
                "/gemini/v1beta/models/a/b:generateContent",
                "/gemini/v1beta/models/gemini-2.5-flash:batchGenerateContent",
                "/gemini/v1beta/models/gemini-2.5-flash",
                "/cohere/v1/datasets"
            })
    void passesNothingElse(String path) {
        HttpResponse<String> answer = gateway.post(path, CHAT.formatted("m", "x", ""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.body()).containsIgnoringCase("operation_not_supported");
        assertThat(provider.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2e%2e", "a%2Fb", "a%3Bb", "a%00b", "..", "a%20b"})
    void refusesNamesThatAreNoModels(String name) {
        HttpResponse<String> answer = gateway.post(GEMINI + name + ":generateContent", ASKED.formatted("x"));

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void leavesOtherPathsAlone() {
        assertThat(gateway.get("/nobody/v1/models").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/nobody/v1/models").headers().firstValue("x-request-id"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cachedContent\":\"cachedContents/1\"}",
                "{\"cached\\u0043ontent\":\"cachedContents/1\"}",
                "{\"contents\":[{\"parts\":[{\"fileData\":{\"fileUri\":\"https://generativelanguage.googleapis.com/v1beta/files/1\"}}]}]}",
                "{\"contents\":[{\"parts\":[{\"file_data\":{\"file_uri\":\"files/1\"}}]}]}",
                "{\"tools\":[{\"fileSearch\":{}}]}",
                "{\"generateContentRequest\":{\"cachedContent\":\"cachedContents/1\"}}"
            })
    void refusesWhatBelongsToOneAccount(String body) {
        HttpResponse<String> answer = gateway.post(GEMINI + "gemini-2.5-flash:countTokens", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("STATEFUL_REFERENCE");
        assertThat(provider.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openai/v1/responses", "/v1/responses"})
    void refusesToGoOnFromAStoredAnswer(String path) {
        HttpResponse<String> answer = gateway.post(
                path, "{\"model\":\"openai/gpt-4o\",\"input\":\"x\",\"previous_response_id\":\"resp_of_nobody\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("stateful_reference");
        assertThat(provider.requestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/responses|openai/gpt-4o|'input':[{'role':'user','content':[{'type':'input_file','file_id':'file-1'}]}]",
                "/openai/v1/responses|gpt-4o|'input':[{'role':'user','content':[{'type':'input_file','file_id':'file-1'}]}]",
                "/v1/chat/completions|openai/gpt-4o|'messages':[{'role':'user','content':[{'file':{'file_id':'file-1'}}]}]",
                "/v1/messages|anthropic/claude-sonnet-5|'messages':[{'content':[{'source':{'file_id':'file_1'}}]}]",
                "/anthropic/v1/messages|claude-sonnet-5|'messages':[{'content':[{'source':{'file_id':'file_1'}}]}]"
            })
    void refusesUploadedFiles(String path, String model, String member) {
        HttpResponse<String> answer =
                gateway.post(path, "{\"model\":\"" + model + "\",\"max_tokens\":9," + member.replace('\'', '"') + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("file_id").contains("belongs to one account");
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void relaysSpeechOnTheProvidersOwnPath() {
        HttpResponse<String> answer = gateway.post(
                "/openai/v1/audio/speech", "{\"model\":\"tts-1\",\"input\":\"echo:spoken\",\"voice\":\"alloy\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("audio/"));
        assertThat(answer.body()).startsWith("echo:spoken");
        assertThat(provider.lastRequest().path()).isEqualTo("/v1/audio/speech");
    }

    @Test
    void listsTheModelsThatTheSettingsAllow() {
        JsonNode gemini = Answers.json(gateway.get("/gemini/v1beta/models").body());
        JsonNode openai = Answers.json(gateway.get("/openai/v1/models").body());

        assertThat(gemini.path("models").findValuesAsString("name")).contains("models/gemini-2.5-flash");
        assertThat(openai.path("data").findValuesAsString("id")).contains("gpt-4o");
        assertThat(gateway.get("/gemini/v1beta/models/gemini-secret").statusCode())
                .isEqualTo(403);
        assertThat(gateway.get("/openai/v1/models/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesAFilteredModel() {
        HttpResponse<String> answer = gateway.post(GEMINI + "gemini-secret:generateContent", ASKED.formatted("x"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("MODEL_NOT_ALLOWED");
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void goesOnWithAnotherKeyAndSharesItsCooldownWithV1() {
        provider.when(Match.key("k1").and(Match.model("gemini-shared")))
                .reply(Errors.gemini().perMinute(Duration.ofSeconds(50)));
        provider.when(Match.key("k2").and(Match.model("gemini-shared"))).once().reply(Reply.ok());
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.post(GEMINI + "gemini-shared:generateContent", ASKED.formatted("f"))
                            .statusCode())
                    .isEqualTo(200);
        }
        long calls = provider.requestCount();

        assertThat(gateway.chat("gemini/gemini-shared", "same-lane").statusCode())
                .isEqualTo(200);
        assertThat(provider.requestCount())
                .as("the key that cools for the model is left out")
                .isEqualTo(calls + 1);
        assertThat(provider.lastRequest().key()).isEqualTo("k2");
    }

    @Test
    void triesAgainWhereAStreamFailsBeforeItsContent() {
        provider.when(Match.model("gemini-first"))
                .once()
                .reply(Reply.ok().errorFirst(Errors.gemini().overloaded()));

        HttpResponse<String> answer =
                gateway.post(GEMINI + "gemini-first:streamGenerateContent?alt=sse", ASKED.formatted("s"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"finishReason\":\"STOP\"").doesNotContain("\"error\"");
        assertThat(answer.headers().firstValue("x-keyway-attempts")).hasValue("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "without reason", "error"})
    void tellsOfAStreamThatEndsTooEarly(String how) {
        String model = "gemini-" + how.replace(' ', '-');
        Reply reply = switch (how) {
            case "cut" -> Reply.chunks(6).cutAfter(2);
            case "error" -> Reply.chunks(6).errorAfter(2, Errors.gemini().overloaded());
            default -> Reply.chunks(6).withoutTerminator();
        };
        provider.when(Match.model(model)).reply(reply);

        HttpResponse<String> answer =
                gateway.post(GEMINI + model + ":streamGenerateContent?alt=sse", ASKED.formatted("s"));

        List<JsonNode> events = Answers.data(answer.body());
        assertThat(events.getLast().at("/error/status").asString()).isEqualTo("UNAVAILABLE");
        assertThat(Records.of(gateway).awaitFor(model).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void holdsAnArrayUntilItIsWhole() {
        provider.when(Match.model("gemini-array")).once().reply(Reply.ok().cutAfterBytes(200));

        HttpResponse<String> answer = gateway.post(GEMINI + "gemini-array:streamGenerateContent", ASKED.formatted("a"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Answers.json(answer.body()).size()).isEqualTo(4);
        RequestRecord record = Records.of(gateway).awaitFor("gemini-array");
        List<AttemptRecord> attempts = Records.of(gateway).attempts().stream()
                .filter(attempt -> attempt.model().equals("gemini-array"))
                .toList();
        assertThat(attempts).hasSize(2);
        // What was cut may have been billed.
        assertThat(attempts.getFirst().usage().estimated()).isTrue();
        assertThat(attempts.getLast().usage().estimated()).isFalse();
        assertThat(attempts.getLast().usage().tokens().completionTokens()).isEqualTo(4);
        assertThat(record.usage().completionTokens())
                .isEqualTo(4 + attempts.getFirst().usage().tokens().completionTokens());
        assertThat(record.estimated()).isTrue();
    }

    @Test
    void handsABlockedPromptThrough() {
        String blocked =
                "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":{\"promptTokenCount\":5}}";
        provider.when(Match.model("gemini-blocked")).reply(Reply.ok().body(blocked));

        HttpResponse<String> answer = gateway.post(GEMINI + "gemini-blocked:generateContent", ASKED.formatted("x"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(blocked);
    }

    @Test
    void streamsCohereAndTellsItsErrorsInItsShape() {
        HttpResponse<String> stream =
                gateway.post("/cohere/v2/chat", CHAT.formatted("command-a", "c1", ",\"stream\":true"));
        provider.when(Match.model("command-broken")).reply(Reply.chunks(6).cutAfter(2));
        HttpResponse<String> broken =
                gateway.post("/cohere/v2/chat", CHAT.formatted("command-broken", "c2", ",\"stream\":true"));
        HttpResponse<String> refused = gateway.post("/cohere/v2/chat", "{");

        assertThat(stream.body()).contains("echo:c1").contains("event: message-end");
        assertThat(Records.of(gateway).awaitFor("command-a").usage().completionTokens())
                .isEqualTo(4);
        assertThat(Answers.data(broken.body())
                        .getLast()
                        .at("/delta/finish_reason")
                        .asString())
                .isEqualTo("ERROR");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Answers.json(refused.body()).path("message").asString()).isNotBlank();
    }
}
