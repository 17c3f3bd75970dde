package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What OpenAI's own Java SDK does besides plain chat: typed answers, responses, sound, images and moderations. */
class OpenAiJavaOperationsIT {

    /** The shape that an answer is asked to have. */
    static final class Said {
        @SuppressWarnings("NullAway.Init")
        public String answer;
    }

    private static FakeProvider provider;
    private static StandaloneGateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1", "sk-2", "sk-3");
        gateway = StandaloneGateway.start(
                "OPENAI_API_BASE=" + provider.v1(),
                "OPENAI_API_KEY_1=sk-1",
                "OPENAI_API_KEY_2=sk-2",
                "OPENAI_API_KEY_3=sk-3");
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
        gateway.forget();
    }

    @Test
    void readsAnAnswerOfTheShapeThatItAskedFor() {
        provider.when(Match.model("gpt-4o")).once().reply(Reply.ok().text("{\"answer\":\"yes\"}"));

        Said said = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("openai/gpt-4o")
                        .addUserMessage("is it so?")
                        .responseFormat(Said.class)
                        .build())
                .choices()
                .getFirst()
                .message()
                .content()
                .orElseThrow();

        assertThat(said.answer).isEqualTo("yes");
        assertThat(provider.lastRequest().body()).asString().contains("\"type\":\"json_schema\"");
    }

    @Test
    void goesOnFromAStoredResponseWithTheKeyThatMadeIt() {
        Response before = client.responses().create(asked("r0").build());
        String key = provider.lastRequest().key();
        for (int turn = 1; turn <= 6; turn++) {
            Response next = client.responses()
                    .create(asked("r" + turn).previousResponseId(before.id()).build());
            assertThat(text(next)).startsWith("echo:r" + turn);
            assertThat(provider.lastRequest().key()).isEqualTo(key);
            before = next;
        }
        RequestRecord record = gateway.awaitSettled(7).getLast();
        assertThat(record.estimated()).isFalse();
        assertThat(record.usage().completionTokens()).isEqualTo(4);
    }

    @Test
    void goesOnFromTheItemsOfAResponseWithTheKeyThatMadeThem() {
        Set<String> keys = new HashSet<>();
        for (int chat = 0; chat < 3; chat++) {
            List<ResponseInputItem> history = new ArrayList<>();
            history.add(user("t0"));
            Response before = client.responses().create(turn(history));
            String key = provider.lastRequest().key();
            keys.add(key);
            for (int turn = 1; turn <= 3; turn++) {
                before.output().forEach(item -> history.add(asInput(item)));
                history.add(user("t" + turn));
                before = client.responses().create(turn(history));
                assertThat(text(before)).startsWith("echo:t" + turn);
                assertThat(provider.lastRequest().key()).isEqualTo(key);
            }
        }
        assertThat(keys).hasSize(3);
    }

    private static ResponseCreateParams turn(List<ResponseInputItem> history) {
        return ResponseCreateParams.builder()
                .model("openai/gpt-5")
                .inputOfResponse(history)
                .reasoning(Reasoning.builder().effort(ReasoningEffort.LOW).build())
                .build();
    }

    private static ResponseInputItem user(String marker) {
        return ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content("echo:" + marker)
                .build());
    }

    /** As the SDK's own examples go on: reasoning as it came, a message by its id. */
    private static ResponseInputItem asInput(ResponseOutputItem item) {
        return item.isReasoning()
                ? ResponseInputItem.ofReasoning(item.asReasoning())
                : ResponseInputItem.ofItemReference(ResponseInputItem.ItemReference.builder()
                        .id(item.asMessage().id())
                        .build());
    }

    @Test
    void streamsAResponse() {
        ResponseAccumulator whole = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> events =
                client.responses().createStreaming(asked("s1").build())) {
            events.stream().forEach(whole::accumulate);
        }

        assertThat(text(whole.response())).startsWith("echo:s1");
    }

    @Test
    void isToldThatAStoredResponseIsNobodysHere() {
        BadRequestException refused = catchThrowableOfType(
                BadRequestException.class,
                () -> client.responses()
                        .create(asked("x").previousResponseId("resp_of_nobody").build()));

        assertThat(refused.code()).hasValue("stateful_reference");
        assertThat(provider.requests(Match.path("/responses"))).isEmpty();
    }

    @Test
    void uploadsARecording() {
        byte[] recording = new byte[3_000_000];
        String heard = client.audio()
                .transcriptions()
                .create(TranscriptionCreateParams.builder()
                        .file(MultipartField.<InputStream>builder()
                                .value(new ByteArrayInputStream(recording))
                                .filename("talk.wav")
                                .contentType("audio/wav")
                                .build())
                        .model("openai/gpt-4o-transcribe")
                        .prompt("echo:a1")
                        .build())
                .asTranscription()
                .text();

        assertThat(heard).startsWith("echo:a1");
        assertThat(provider.lastRequest().form().parts().get("file")).hasSize(recording.length);
        assertThat(provider.lastRequest().form().parts().get("model"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("gpt-4o-transcribe");
    }

    @Test
    void hearsSpeechAsItWasSent() throws IOException {
        try (HttpResponse answer = client.audio()
                .speech()
                .create(SpeechCreateParams.builder()
                        .model("openai/tts-1")
                        .voice("alloy")
                        .input("echo:a2")
                        .build())) {
            assertThat(answer.body().readAllBytes())
                    .startsWith("echo:a2".getBytes(StandardCharsets.UTF_8))
                    .contains(0, 127, -128, -1);
        }
    }

    @Test
    void moderatesAndDraws() {
        assertThat(client.moderations()
                        .create(ModerationCreateParams.builder()
                                .model("openai/omni-moderation-latest")
                                .input("echo:m1")
                                .build())
                        .results())
                .hasSize(1);
        assertThat(client.images()
                        .generate(ImageGenerateParams.builder()
                                .model("openai/gpt-image-1")
                                .prompt("echo:i1")
                                .build())
                        .data()
                        .orElseThrow())
                .isNotEmpty();
    }

    private static ResponseCreateParams.Builder asked(String marker) {
        return ResponseCreateParams.builder().model("openai/gpt-4o").input("echo:" + marker);
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }
}
