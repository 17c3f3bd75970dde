package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderMessageTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Incorrect API key provided: sk-proj-abcdefghijkl. You can find | sk-proj-abcdefghijkl
            Incorrect API key provided: sk-abcd****************wxyz. | wxyz
            Incorrect API key provided: xa***AB | xa***AB
            Key AIzaSyA1234567890abcdefghijklmnopqrstuv is blocked | AIzaSyA1234567890
            Bearer token: 'abcDEF123' was rejected | abcDEF123
            Invalid key nvapi-AbC_dEf-123456 given | nvapi-AbC
            Wrong key gsk_AbCdEf123456 | gsk_AbCdEf
            Unauthorized 9f86d081884c7d659a2feaa0c55ad015 | 9f86d081884c7d65
            api_key=supersecretvalue | supersecretvalue
            """)
    void hidesWhatLooksLikeAKey(String message, String secret) {
        String shown = ProviderMessage.presentable(message, 401);

        assertThat(shown).doesNotContain(secret).contains("[redacted]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The model `claude-3-5-sonnet-20241022` does not exist",
                "models/gemini-2.5-flash-lite-preview-06-17 is not found",
                "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
                "prompt is too long: 210000 tokens > 200000 maximum",
                "Unknown name \"generationConfig\": Cannot find field.",
                "API key not valid. Please pass a valid API key."
            })
    void leavesOrdinaryMessagesAlone(String message) {
        assertThat(ProviderMessage.presentable(message, 400)).isEqualTo(message);
    }

    @Test
    void boundsTheLength() {
        String shown = ProviderMessage.presentable("word ".repeat(100_000), 400);

        assertThat(shown).hasSize(2001).endsWith("…");
    }

    @Test
    void hidesAKeyThatTheBoundCutsThrough() {
        String shown = ProviderMessage.presentable("x ".repeat(995) + "sk-proj-" + "a1".repeat(40), 401);

        assertThat(shown).doesNotContain("a1a1");
    }
}
