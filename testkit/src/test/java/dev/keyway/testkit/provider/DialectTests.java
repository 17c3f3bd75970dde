package dev.keyway.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.Ask;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the fake says in each provider's words. */
class DialectTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}]";
    private static final String TEXT = "\"messages\":[{\"role\":\"user\",\"content\":\"three words echo:7\"}]";

    private final FakeProvider provider = FakeProvider.start("k");
    private final Calls calls = new Calls();

    @AfterEach
    void stop() {
        calls.close();
        provider.close();
    }

    @Test
    void streamsAnthropicWithCumulativeUsage() throws Exception {
        String answer = post(provider.v1() + "/messages", "{\"model\":\"claude-x\",\"stream\":true," + TEXT + "}");

        assertThat(answer.lines().filter(line -> line.startsWith("event: ")))
                .containsExactly(
                        "event: message_start",
                        "event: content_block_start",
                        "event: ping",
                        "event: content_block_delta",
                        "event: content_block_delta",
                        "event: content_block_delta",
                        "event: content_block_delta",
                        "event: content_block_stop",
                        "event: message_delta",
                        "event: message_stop");
        List<JsonNode> data = data(answer);
        JsonNode start = data.getFirst().at("/message/usage");
        assertThat(start.get("input_tokens").asInt()).isEqualTo(3);
        assertThat(start.get("output_tokens").asInt()).isEqualTo(1);
        assertThat(data.get(8).at("/usage/output_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void runsGeminisUsageAlongOnEveryChunk() throws Exception {
        String asked =
                "{\"model\":\"gemini-x\",\"stream\":true,\"stream_options\":{\"include_usage\":true}," + TEXT + "}";
        List<JsonNode> data = data(post(provider.geminiOpenAi() + "/chat/completions", asked));

        assertThat(data).hasSize(5);
        assertThat(data.stream()
                        .map(chunk -> chunk.at("/usage/completion_tokens").asInt()))
                .containsExactly(1, 2, 3, 4, 4);
    }

    @Test
    void callsTheFirstToolInEveryShape() throws Exception {
        String chat = "{\"model\":\"m\"," + TEXT + TOOLS + "}";
        String stream = "{\"model\":\"m\",\"stream\":true," + TEXT + TOOLS + "}";
        String anthropic = "{\"model\":\"m\"," + TEXT + ",\"tools\":[{\"name\":\"weather\",\"input_schema\":{}}]}";
        String gemini = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"echo:7\"}]}],"
                + "\"tools\":[{\"functionDeclarations\":[{\"name\":\"weather\"}]}]}";

        JsonNode call = JSON.readTree(post(provider.v1() + "/chat/completions", chat))
                .at("/choices/0/message/tool_calls/0/function");
        assertThat(call.get("name").asString()).isEqualTo("weather");
        assertThat(call.get("arguments").asString()).isEqualTo("{\"echo\":\"7\"}");

        List<JsonNode> chunks = data(post(provider.v1() + "/chat/completions", stream));
        assertThat(chunks.stream()
                        .map(chunk -> chunk.at("/choices/0/delta/tool_calls/0/function/arguments")
                                .asString(""))
                        .reduce("", String::concat))
                .isEqualTo("{\"echo\":\"7\"}");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");

        JsonNode use =
                JSON.readTree(post(provider.v1() + "/messages", anthropic)).at("/content/0");
        assertThat(use.get("type").asString()).isEqualTo("tool_use");
        assertThat(use.at("/input/echo").asString()).isEqualTo("7");

        JsonNode part = JSON.readTree(post(provider.gemini() + "/models/g:generateContent", gemini))
                .at("/candidates/0/content/parts/0/functionCall");
        assertThat(part.get("name").asString()).isEqualTo("weather");
    }

    @Test
    void answersWithTextOnceTheToolHasSpoken() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"echo:7\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"call_fake\",\"content\":\"rain\"}]" + TOOLS + "}";

        assertThat(Ask.of(body.getBytes(StandardCharsets.UTF_8)).callsTool()).isFalse();
        assertThat(Ask.of(body.replace("\"tool\"", "\"user\"").getBytes(StandardCharsets.UTF_8))
                        .callsTool())
                .isTrue();
    }

    @Test
    void readsTheRequestWhateverTheOrderOfItsMembers() {
        Ask ask = Ask.of(("{\"metadata\":{\"model\":\"no\",\"stream\":true}," + TEXT
                        + ",\"note\":\"\\\"model\\\":\\\"no\\\"\",\"model\":\"yes\",\"stream\" : true}")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(ask)
                .isEqualTo(new Ask(
                        "yes", true, false, "7", 3, 1, "", false, true, "", "", true, false, false, "resp_fake"));
    }

    @Test
    void streamsResponsesWithNumberedEvents() throws Exception {
        String asked = "{\"model\":\"m\",\"stream\":true,\"input\":\"two echo:9\"}";
        List<JsonNode> data = data(post(provider.v1() + "/responses", asked));

        assertThat(data.getFirst().get("type").asString()).isEqualTo("response.created");
        assertThat(data.getLast().get("sequence_number").asInt()).isEqualTo(data.size() - 1);
        assertThat(data.getLast().at("/response/usage/input_tokens").asInt()).isEqualTo(2);
        assertThat(data.getLast().at("/response/output/0/content/0/text").asString())
                .isEqualTo("echo:9 w1 w2 w3");
    }

    @Test
    void streamsGeminisOwnWayWithAndWithoutEvents() throws Exception {
        String asked = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"echo:7 b\"}]}]}";
        String stream = provider.gemini() + "/models/gemini-x:streamGenerateContent";

        assertThat(post(stream + "?alt=sse", asked).split("\r\n\r\n"))
                .hasSize(4)
                .allMatch(part -> part.startsWith("data: "));
        JsonNode all = JSON.readTree(post(stream, asked));
        assertThat(all.size()).isEqualTo(4);
        assertThat(all.get(3).at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(6);
        assertThat(provider.lastRequest().model()).isEqualTo("gemini-x");
    }

    @Test
    void embedsEveryTextAndCountsAllTheirWords() throws Exception {
        String asked = "{\"model\":\"e\",\"input\":[\"a b\",\"c\",\"d e f\"]}";
        JsonNode answer = JSON.readTree(post(provider.v1() + "/embeddings", asked));

        assertThat(answer.get("data").size()).isEqualTo(3);
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(6);
    }

    @Test
    void embedsInBase64WhereThatIsAsked() throws Exception {
        String asked = "{\"model\":\"e\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"base64\"}";
        JsonNode answer = JSON.readTree(post(provider.v1() + "/embeddings", asked));

        // 1.0, 0.5 and -0.25 as 32-bit floats, the lowest byte first.
        assertThat(Base64.getDecoder().decode(answer.at("/data/1/embedding").asString()))
                .containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0, 0x3f, 0, 0, 0x80, 0xbe);
    }

    @Test
    void completesText() throws Exception {
        String asked = "{\"model\":\"c\",\"prompt\":\"say echo:3\"}";

        assertThat(JSON.readTree(post(provider.v1() + "/completions", asked))
                        .at("/choices/0/text")
                        .asString())
                .isEqualTo("echo:3 w1 w2 w3");
    }

    @Test
    void listsModelsInTheShapeOfWhoeverIsAsked() throws Exception {
        String anthropic = calls.send(Calls.request(URI.create(provider.v1() + "/models"), "k")
                        .header("anthropic-version", "2023-06-01"))
                .body();

        assertThat(anthropic).contains("has_more");
        assertThat(get(provider.v1() + "/models")).contains("\"owned_by\":\"fake\"");
        assertThat(get(provider.geminiOpenAi() + "/models")).contains("\"id\":\"models/gemini-2.5-flash\"");
        assertThat(get(provider.gemini() + "/models")).contains("\"name\":\"models/gemini-2.5-flash\"");
    }

    @Test
    void refusesAnUnknownKeyInTheProvidersOwnWay() throws Exception {
        provider.revokeKey("k");
        JsonNode gemini = JSON.readTree(post(provider.geminiOpenAi() + "/chat/completions", "{}"));

        assertThat(gemini.isArray()).isTrue();
        assertThat(gemini.at("/0/error/details/0/reason").asString()).isEqualTo("API_KEY_INVALID");
        assertThat(post(provider.v1() + "/messages", "{}")).contains("authentication_error");
    }

    @Test
    void wordsEveryReadyMadeErrorAsJson() {
        Stream.of(
                        Errors.openAi().rateLimited(),
                        Errors.openAi().insufficientQuota(),
                        Errors.anthropic().spendLimit(),
                        Errors.anthropic().overloaded(),
                        Errors.gemini().perDay(),
                        Errors.gemini().perMinute(Duration.ofMillis(1500)),
                        Errors.gemini().unknownName("top_k"),
                        Errors.gemini().arrayWrapped(Errors.gemini().apiKeyInvalid()))
                .forEach(error ->
                        assertThat(JSON.readTree(error.body()).isEmpty()).isFalse());
        assertThat(Errors.gemini().perMinute(Duration.ofMillis(1500)).body()).contains("\"retryDelay\":\"1.5s\"");
    }

    @Test
    void givesEveryWholeAnswerAsJson() throws Exception {
        provider.when(Match.anyRequest()).reply(Reply.ok().text("quote \" and \\ slash"));
        for (String path : List.of("/chat/completions", "/completions", "/responses", "/messages", "/embeddings")) {
            assertThat(JSON.readTree(post(provider.v1() + path, "{\"model\":\"m\"," + TEXT + "}"))
                            .isObject())
                    .as(path)
                    .isTrue();
        }
    }

    private String post(String uri, String body) throws Exception {
        return calls.post(URI.create(uri), "k", body).body();
    }

    private String get(String uri) throws Exception {
        return calls.get(URI.create(uri), "k").body();
    }

    private static List<JsonNode> data(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> JSON.readTree(line.substring(6)))
                .toList();
    }
}
