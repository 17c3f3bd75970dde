package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LangChain4j, told nothing but another base URL and another key. */
class LangChain4jIT {

    /** What an application has LangChain4j make. */
    interface Assistant {
        String ask(String question);
    }

    /** A tool of the application's. */
    static final class Lookup {
        private final List<String> asked = new ArrayList<>();

        @Tool("looks something up")
        String lookUp(@P(value = "what to look up", name = "echo") String echo) {
            asked.add(echo);
            return "echo:found";
        }
    }

    private static FakeProvider provider;
    private static StandaloneGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1", "sk-2");
        gateway = StandaloneGateway.start(
                "OPENAI_API_BASE=" + provider.v1(), "OPENAI_API_KEY_1=sk-1", "OPENAI_API_KEY_2=sk-2");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        gateway.forget();
    }

    @Test
    void chats() {
        assertThat(chatModel().chat("echo:l1")).startsWith("echo:l1");

        RequestRecord record = gateway.awaitSettled(1).getFirst();
        assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(record.estimated()).isFalse();
    }

    @Test
    void doesNotNoticeThatAKeyGaveWay() {
        provider.when(Match.path("/chat/completions"))
                .once()
                .reply(Errors.openAi().rateLimited());

        assertThat(chatModel().chat("echo:l2")).startsWith("echo:l2");
        assertThat(gateway.awaitSettled(1).getFirst().attempts()).isEqualTo(2);
    }

    @Test
    void streams() throws Exception {
        List<String> pieces = new ArrayList<>();
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(TestGateway.TOKEN)
                .modelName("openai/gpt-4o")
                .build()
                .chat("echo:l3", new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String piece) {
                        pieces.add(piece);
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        whole.complete(response);
                    }

                    @Override
                    public void onError(Throwable error) {
                        whole.completeExceptionally(error);
                    }
                });

        assertThat(whole.get(20, TimeUnit.SECONDS).aiMessage().text())
                .startsWith("echo:l3")
                .isEqualTo(String.join("", pieces));
        assertThat(pieces).hasSizeGreaterThan(1);
    }

    @Test
    void freesTheKeyOfAStreamThatIsGivenUp() {
        provider.when(Match.streaming()).once().reply(Reply.chunks(100_000).gap(Duration.ofMillis(5)));
        OpenAiStreamingChatModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(TestGateway.TOKEN)
                .modelName("openai/gpt-4o")
                .build()
                .chat("echo:l5", new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
                        context.streamingHandle().cancel();
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {}

                    @Override
                    public void onError(Throwable error) {}
                });

        provider.await(
                "the call",
                Duration.ofSeconds(20),
                () -> !provider.requests(Match.streaming()).isEmpty());
        provider.awaitAbandoned(provider.lastRequest(), Duration.ofSeconds(20));
        gateway.awaitNothingInFlight();
        assertThat(gateway.awaitSettled(1)).extracting(RequestRecord::outcome).containsExactly(Outcome.CANCELLED);
    }

    @Test
    void callsTheApplicationsTools() {
        Lookup lookup = new Lookup();
        String answer = AiServices.builder(Assistant.class)
                .chatModel(chatModel())
                .tools(lookup)
                .build()
                .ask("echo:l4");

        assertThat(lookup.asked).containsExactly("l4");
        assertThat(answer).startsWith("echo:found");
    }

    @Test
    void embeds() {
        OpenAiEmbeddingModel model = OpenAiEmbeddingModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(TestGateway.TOKEN)
                .modelName("openai/text-embedding-3-small")
                .build();

        assertThat(model.embed("two words").content().vector()).containsExactly(0f, 0.5f, -0.25f);
    }

    private static OpenAiChatModel chatModel() {
        return OpenAiChatModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(TestGateway.TOKEN)
                .modelName("openai/gpt-4o")
                .build();
    }
}
