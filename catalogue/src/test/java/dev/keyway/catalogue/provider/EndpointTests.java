package dev.keyway.catalogue.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each provider serves each operation, as whole addresses. */
class EndpointTests {

    private static final String MODEL = "a model/x";

    private static Provider provider(String id, @Nullable String base, @Nullable String version) {
        return new KnownProviders().declare(id, base == null ? null : URI.create(base), version);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openai     | CHAT           | authorization | https://api.openai.com/v1/chat/completions
            openai     | RESPONSES      | authorization | https://api.openai.com/v1/responses
            openai     | TRANSCRIPTION  | authorization | https://api.openai.com/v1/audio/transcriptions
            anthropic  | CHAT           | authorization | https://api.anthropic.com/v1/chat/completions
            anthropic  | MESSAGES       | x-api-key     | https://api.anthropic.com/v1/messages
            anthropic  | MESSAGE_TOKENS | x-api-key     | https://api.anthropic.com/v1/messages/count_tokens
            gemini     | CHAT           | authorization | https://generativelanguage.googleapis.com/v1beta/openai/chat/completions
            gemini     | IMAGE          | authorization | https://generativelanguage.googleapis.com/v1beta/openai/images/generations
            openrouter | EMBEDDING      | authorization | https://openrouter.ai/api/v1/embeddings
            openrouter | MESSAGES       | authorization | https://openrouter.ai/api/v1/messages
            nvidia_nim | CHAT           | authorization | https://integrate.api.nvidia.com/v1/chat/completions
            mistral    | MODERATION     | authorization | https://api.mistral.ai/v1/moderations
            groq       | SPEECH         | authorization | https://api.groq.com/openai/v1/audio/speech
            deepseek   | CHAT           | authorization | https://api.deepseek.com/chat/completions
            deepseek   | COMPLETION     | authorization | https://api.deepseek.com/beta/completions
            deepseek   | MESSAGES       | x-api-key     | https://api.deepseek.com/anthropic/v1/messages
            cohere     | CHAT           | authorization | https://api.cohere.ai/compatibility/v1/chat/completions
            cohere     | RERANK         | authorization | https://api.cohere.ai/v2/rerank
            together   | RERANK         | authorization | https://api.together.xyz/v1/rerank
            fireworks  | MESSAGES       | authorization | https://api.fireworks.ai/inference/v1/messages
            xai        | RESPONSES      | authorization | https://api.x.ai/v1/responses
            """)
    void standsAtItsAddress(String id, Operation operation, String header, String address) {
        Provider provider = provider(id, null, null);
        Endpoint endpoint = provider.endpoint(operation).orElseThrow();

        assertThat(provider.url(endpoint, MODEL)).isEqualTo(address);
        assertThat(endpoint.auth().header()).isEqualTo(header);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deepseek | https://api.deepseek.com/v1             | MESSAGES | https://api.deepseek.com/anthropic/v1/messages
            deepseek | https://api.deepseek.com/anthropic      | MESSAGES | https://api.deepseek.com/anthropic/v1/messages
            deepseek | https://egress.example/deepseek/        | MESSAGES | https://egress.example/deepseek/anthropic/v1/messages
            cohere   | https://api.cohere.com/compatibility/v1 | RERANK   | https://api.cohere.com/v2/rerank
            cohere   | http://localhost:9000/v1                | RERANK   | http://localhost:9000/v2/rerank
            cohere   | http://localhost:9000                   | RERANK   | http://localhost:9000/v2/rerank
            cohere   | http://localhost:9000                   | CHAT     | http://localhost:9000/chat/completions
            vllm     | http://localhost:8000/v1                | MESSAGES | http://localhost:8000/v1/messages
            ollama   | http://localhost:11434/v1               | CHAT     | http://localhost:11434/v1/chat/completions
            mine     | http://localhost:1234/v1                | RERANK   | http://localhost:1234/v1/rerank
            """)
    void movesWithItsBaseWhicheverApiItBelongsTo(String id, String base, Operation operation, String address) {
        Provider provider = provider(id, base, null);

        assertThat(provider.url(provider.endpoint(operation).orElseThrow(), MODEL))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "https://res.openai.azure.com",
        "https://res.openai.azure.com/",
        "https://res.openai.azure.com/openai",
        "https://res.openai.azure.com/openai/v1/"
    })
    void findsAzuresApisWhateverIsGivenOfItsAddress(String base) {
        Provider today = provider("azure", base, null);
        Provider classic = provider("azure", base, "2024-10-21");

        assertThat(today.url(today.endpoint(Operation.CHAT).orElseThrow(), "dep"))
                .isEqualTo("https://res.openai.azure.com/openai/v1/chat/completions");
        assertThat(classic.url(classic.endpoint(Operation.CHAT).orElseThrow(), MODEL))
                .isEqualTo("https://res.openai.azure.com/openai/deployments/a%20model%2Fx/chat/completions"
                        + "?api-version=2024-10-21");
        assertThat(classic.url(classic.endpoint(Operation.RESPONSES).orElseThrow(), "dep"))
                .isEqualTo("https://res.openai.azure.com/openai/v1/responses");
        assertThat(classic.endpoint(Operation.EMBEDDING).orElseThrow().auth()).isEqualTo(AuthScheme.API_KEY);
    }

    @Test
    void anthropicsApiIsAlwaysToldItsVersion() {
        Map<String, Map<String, String>> headers = new TreeMap<>();
        for (Provider provider : new KnownProviders().all()) {
            provider.endpoint(Operation.MESSAGES).ifPresent(endpoint -> headers.put(provider.id(), endpoint.headers()));
        }

        assertThat(headers).containsOnlyKeys("anthropic", "deepseek", "fireworks", "openrouter");
        assertThat(headers.values()).containsOnly(Map.of("anthropic-version", "2023-06-01"));
    }
}
