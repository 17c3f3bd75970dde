package dev.keyway.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.script.Match;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake as OpenAI's own client sees it. */
class OpenAiSdkTests {

    private final FakeProvider provider = FakeProvider.start("sk-1");
    private final OpenAIClient client = OpenAIOkHttpClient.builder()
            .apiKey("sk-1")
            .baseUrl(provider.v1().toString())
            .maxRetries(0)
            .build();
    private final ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
            .model("gpt-4o")
            .addUserMessage("please echo:sdk-1")
            .build();

    @AfterEach
    void stop() {
        client.close();
        provider.close();
    }

    @Test
    void readsAWholeAnswer() {
        ChatCompletion answer = client.chat().completions().create(question);

        assertThat(answer.choices().getFirst().message().content()).hasValue("echo:sdk-1 w1 w2 w3");
        assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(6);
    }

    @Test
    void readsAStream() {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(question)) {
            List<ChatCompletionChunk> chunks = stream.stream().toList();
            String text = chunks.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .collect(Collectors.joining());
            assertThat(text).isEqualTo("echo:sdk-1 w1 w2 w3");
        }
    }

    @Test
    void knowsTheErrorForWhatItIs() {
        provider.when(Match.anyRequest()).reply(Errors.openAi().insufficientQuota());

        assertThatThrownBy(() -> client.chat().completions().create(question))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        error -> assertThat(error.code()).hasValue("insufficient_quota"));
    }
}
