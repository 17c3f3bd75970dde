package dev.keyway.catalogue.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keyway.catalogue.usage.UsageStyle;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownProvidersTests {

    private final KnownProviders providers = new KnownProviders();

    @Test
    void knowsThemInOrderAndInAnyCase() {
        assertThat(providers.all())
                .extracting(Provider::id)
                .containsExactly(
                        "openai",
                        "anthropic",
                        "gemini",
                        "openrouter",
                        "nvidia_nim",
                        "mistral",
                        "groq",
                        "deepseek",
                        "cohere",
                        "together",
                        "fireworks",
                        "xai");
        assertThat(providers.needingAddress()).containsExactly("azure", "ollama", "vllm");
        assertThat(providers.find("OpenAI")).contains(providers.all().getFirst());
        assertThat(providers.find("nobody")).isEmpty();
    }

    @Test
    void eachOperationReportsUsageInTheStyleOfItsFamily() {
        assertThat(known("openai").usage(Operation.CHAT)).isEqualTo(UsageStyle.INCLUSIVE);
        assertThat(known("anthropic").usage(Operation.MESSAGES)).isEqualTo(UsageStyle.ADDITIVE);
        assertThat(known("anthropic").usage(Operation.CHAT)).isEqualTo(UsageStyle.INCLUSIVE);
        assertThat(known("gemini").usage(Operation.CHAT)).isEqualTo(UsageStyle.TOTAL_MINUS_PROMPT);
    }

    @Test
    void onlyChatsAndCompletionsMustBeAskedForTheirUsage() {
        for (Provider provider : providers.all()) {
            assertThat(provider.needsUsageOption(Operation.CHAT))
                    .as(provider.id())
                    .isEqualTo(!provider.id().equals("mistral"));
            assertThat(provider.needsUsageOption(Operation.EMBEDDING)).isFalse();
            assertThat(provider.needsUsageOption(Operation.MESSAGES)).isFalse();
        }
        assertThat(known("openai").needsUsageOption(Operation.COMPLETION)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, o1, true",
        "openai, o3-pro, true",
        "openai, o4-mini-2025-04-16, true",
        "openai, ft:o4-mini-2025-04-16:acme::1, true",
        "openai, gpt-5, true",
        "openai, GPT-5-mini, true",
        "openai, gpt-5-chat-latest, false",
        "openai, gpt-5.1-chat-latest, true",
        "openai, gpt-5.6-sol, true",
        "openai, gpt-6-astra, true",
        "openai, gpt-12, true",
        "openai, gpt-4o, false",
        "openai, gpt-4.1, false",
        "openai, gpt-3.5-turbo, false",
        "openai, gpt-35-turbo, false",
        "openai, omni-moderation-latest, false",
        "openai, o-1, false",
        "anthropic, claude-3-7-sonnet-20250219, true",
        "anthropic, claude-sonnet-4-5-20250929, true",
        "anthropic, claude-opus-5-5, true",
        "anthropic, claude-3-5-haiku-20241022, false",
        "anthropic, claude-3-opus-20240229, false",
        "gemini, gemini-2.5-pro, true",
        "gemini, models/gemini-3.1-pro-preview, true",
        "gemini, gemini-3.8-flash, true",
        "gemini, gemini-2.0-flash-thinking-exp, true",
        "gemini, gemini-2.5-flash, false",
        "gemini, gemini-3.5-flash-lite, false",
        "gemini, gemini-2.5-pro-preview-tts, false",
        "gemini, gemini-1.5-pro, false",
        "gemini, gemini-embedding-001, false",
    })
    void knowsWhichModelsThinkForLong(String provider, String model, boolean reasoning) {
        assertThat(known(provider).isReasoning(model)).isEqualTo(reasoning);
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-5-mini, true",
        "openai/gpt-oss-120b, true",
        "anthropic/claude-opus-4.8, true",
        "deepseek-ai/DeepSeek-R1, true",
        "moonshotai/kimi-k2-thinking, true",
        "qwq-32b, true",
        "llama-3.3-70b-versatile, false",
        "qwen2.5:7b, false",
    })
    void aServerThatFollowsOpenAiCanHoldAnyFamily(String model, boolean reasoning) {
        Provider local = providers.openAiCompatible("local", URI.create("http://localhost:8000/v1"));

        assertThat(local.isReasoning(model)).isEqualTo(reasoning);
    }

    @Test
    void anUnknownIdWithAnAddressFollowsOpenAi() {
        Provider local = providers.openAiCompatible("My_vLLM", URI.create("http://localhost:8000/v1/"));

        assertThat(local.id()).isEqualTo("my_vllm");
        assertThat(local.baseUrl()).hasToString("http://localhost:8000/v1");
        assertThat(local.endpoints().keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Operation.values())
                        .filter(operation -> operation.family() == ApiFamily.OPENAI)
                        .toList());
        assertThat(local.needsUsageOption(Operation.CHAT)).isTrue();
    }

    @Test
    void movesToAnotherAddressAndStaysTheSame() {
        Provider moved = known("openai").at(URI.create("https://proxy.example/openai/v1//"));

        assertThat(moved.baseUrl()).hasToString("https://proxy.example/openai/v1");
        assertThat(moved.isReasoning("o3")).isTrue();
        assertThat(moved.needsUsageOption(Operation.CHAT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8000",
                "ftp://host/v1",
                "/v1",
                "http:///v1",
                "https://user:pw@host/v1",
                "https://host/v1?key=1",
                "https://host/v1#top"
            })
    void refusesAnAddressThatIsNone(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> providers.openAiCompatible("local", URI.create(url)))
                .withMessageContaining("'local'")
                .withMessageNotContaining("pw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "-a", "ä"})
    void refusesAnIdThatCannotStartAModelName(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> providers.openAiCompatible(id, URI.create("http://localhost/v1")));
    }

    private Provider known(String id) {
        return providers.find(id).orElseThrow();
    }
}
