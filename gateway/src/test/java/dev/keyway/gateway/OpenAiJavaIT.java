package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's own Java SDK, told nothing but another base URL and another key. */
class OpenAiJavaIT {

    private static FakeProvider provider;
    private static StandaloneGateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-openai", "sk-gemini", "sk-local");
        gateway = StandaloneGateway.withThreeProviders(provider);
        client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(TestGateway.TOKEN)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "gemini/gemini-2.5-flash", "local/own-model"})
    void chats(String model) {
        ChatCompletion answer = client.chat().completions().create(question(model, "a1"));

        assertThat(answer.validate().choices().getFirst().message().content())
                .hasValueSatisfying(text -> assertThat(text).startsWith("echo:a1"));
        assertThat(answer.usage())
                .hasValueSatisfying(
                        usage -> assertThat(usage.completionTokens()).isPositive());
        assertThat(provider.lastRequest().key()).isEqualTo("sk-" + model.substring(0, model.indexOf('/')));
        assertThat(provider.lastRequest().model()).isEqualTo(model.substring(model.indexOf('/') + 1));
        assertThat(provider.requestCount()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "gemini/gemini-2.5-flash", "local/own-model"})
    void streams(String model) {
        List<ChatCompletionChunk> chunks = stream(question(model, "s1"));

        assertThat(chunks.stream()
                        .flatMap(chunk -> chunk.choices().stream())
                        .flatMap(choice -> choice.delta().content().stream())
                        .collect(Collectors.joining()))
                .startsWith("echo:s1");
        assertThat(chunks)
                .as("no usage was asked for")
                .allSatisfy(chunk -> assertThat(chunk.choices()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "gemini/gemini-2.5-flash", "local/own-model"})
    void streamsTheUsageToWhoAsksForIt(String model) {
        List<ChatCompletionChunk> chunks = stream(question(model, "s2").toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

        assertThat(chunks.stream().flatMap(chunk -> chunk.usage().stream()))
                .last()
                .satisfies(usage -> assertThat(usage.completionTokens()).isPositive());
    }

    @Test
    void freesTheKeyOfAStreamThatIsGivenUp() {
        provider.when(Match.streaming()).once().reply(Reply.chunks(100_000).gap(Duration.ofMillis(5)));
        try (StreamResponse<ChatCompletionChunk> answer =
                client.chat().completions().createStreaming(question("openai/gpt-4o", "c1"))) {
            assertThat(answer.stream().iterator().next().choices()).hasSize(1);
            assertThat(gateway.gateway().get("/v1/providers").body()).contains("\"in_flight\":1");
        }

        provider.awaitAbandoned(provider.lastRequest(), Duration.ofSeconds(20));
        gateway.awaitNothingInFlight();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "gemini/gemini-2.5-flash", "local/own-model"})
    void callsAToolAndHearsItsResult(String model) {
        ChatCompletionCreateParams asked = withTool(question(model, "t1"));

        ChatCompletion first = client.chat().completions().create(asked);
        ChatCompletionMessageFunctionToolCall call = toolCall(first);
        ChatCompletion second = client.chat()
                .completions()
                .create(asked.toBuilder()
                        .addMessage(first.choices().getFirst().message())
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("echo:result")
                                .build())
                        .build());

        assertThat(call.function().arguments()).isEqualTo("{\"echo\":\"t1\"}");
        assertThat(second.choices().getFirst().message().content())
                .hasValueSatisfying(text -> assertThat(text).startsWith("echo:result"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "gemini/gemini-2.5-flash", "local/own-model"})
    void accumulatesAStreamedToolCall(String model) {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        stream(withTool(question(model, "t2"))).forEach(whole::accumulate);

        ChatCompletionMessageFunctionToolCall call = toolCall(whole.chatCompletion());
        assertThat(call.function().name()).isEqualTo("look_up");
        assertThat(call.function().arguments()).isEqualTo("{\"echo\":\"t2\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/text-embedding-3-small", "gemini/gemini-embedding-001", "local/own-embedding"})
    void embeds(String model) {
        CreateEmbeddingResponse answer = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(model)
                        .inputOfArrayOfStrings(List.of("one", "two words"))
                        .build());

        assertThat(answer.data()).hasSize(2);
        assertThat(answer.data().get(1).embedding()).containsExactly(1f, 0.5f, -0.25f);
        assertThat(answer.usage().promptTokens()).isEqualTo(3);
    }

    @Test
    void listsTheModelsOfAllProviders() {
        assertThat(client.models().list().autoPager().stream().map(Model::id))
                .contains("openai/gpt-4o", "gemini/gemini-2.5-flash", "local/gpt-4o");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "gemini/gemini-2.5-flash", "local/gpt-4o"})
    void retrievesAModelByTheNameThatTheListGives(String model) {
        Model found = client.models().retrieve(model);

        assertThat(found.id()).isEqualTo(model);
        assertThat(found.ownedBy()).isEqualTo(model.substring(0, model.indexOf('/')));
    }

    private static List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> answer =
                client.chat().completions().createStreaming(params)) {
            return answer.stream().toList();
        }
    }

    private static ChatCompletionCreateParams question(String model, String marker) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("echo:" + marker)
                .build();
    }

    private static ChatCompletionCreateParams withTool(ChatCompletionCreateParams question) {
        return question.toBuilder()
                .addFunctionTool(FunctionDefinition.builder()
                        .name("look_up")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties", JsonValue.from(Map.of("echo", Map.of("type", "string"))))
                                .build())
                        .build())
                .build();
    }

    private static ChatCompletionMessageFunctionToolCall toolCall(ChatCompletion answer) {
        return answer.choices()
                .getFirst()
                .message()
                .toolCalls()
                .orElseThrow()
                .getFirst()
                .asFunction();
    }
}
