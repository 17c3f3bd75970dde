package dev.keyway.filters.tokencount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTests {

    /** The example of OpenAI's cookbook, which names the counts that its API returned for it. */
    private static final String COOKBOOK = """
            "messages": [
              {"role": "system", "content": "You are a helpful, pattern-following assistant that translates corporate jargon into plain English."},
              {"role": "system", "name": "example_user", "content": "New synergies will help drive top-line growth."},
              {"role": "system", "name": "example_assistant", "content": "Things working well together will increase revenue."},
              {"role": "system", "name": "example_user", "content": "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."},
              {"role": "system", "name": "example_assistant", "content": "Let's talk later when we're less busy about how to do better."},
              {"role": "user", "content": "This late pivot means we don't have time to boil the ocean for the client deliverable."}
            ]""";

    private static final TokenCounter COUNTER = new TokenCounter();

    @ParameterizedTest
    @CsvSource({
        "gpt-4, 129, cl100k_base",
        "gpt-4-0613, 129, cl100k_base",
        "gpt-3.5-turbo, 129, cl100k_base",
        "gpt-4o, 124, o200k_base",
        "openai/gpt-4o-mini-2024-07-18, 124, o200k_base",
    })
    void countsTheCookbooksConversationAsOpenAiDoes(String model, long tokens, String method) {
        assertThat(count(model, COOKBOOK)).isEqualTo(new TokenCount(tokens, false, method));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, false, o200k_base",
        "gpt-4.1-nano, false, o200k_base",
        "gpt-5, false, o200k_base",
        "gpt-5.6-sol, false, o200k_base",
        "o3, false, o200k_base",
        "o4-mini-2025-04-16, false, o200k_base",
        "ft:gpt-4o:acme::1, false, o200k_base",
        "gpt-4-turbo, false, cl100k_base",
        "GPT-35-turbo, false, cl100k_base",
        "text-embedding-3-small, false, cl100k_base",
        "gpt-4oh, true, o200k_base",
        "gpt-50, true, o200k_base",
        "gpt-6-sol, true, o200k_base",
        "anthropic/claude-opus-5-5, true, o200k_base",
        "llama3, true, o200k_base",
    })
    void saysWhichTokenizerAndWhetherItIsTheModelsOwn(String model, boolean estimated, String method) {
        assertThat(count(model, "\"text\": \"hello world\"")).isEqualTo(new TokenCount(2, estimated, method));
    }

    @Test
    void countsTextPartsLikeAString() {
        String parts =
                "\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"hello world\"}]}]";
        String string = "\"messages\": [{\"role\": \"user\", \"content\": \"hello world\"}]";

        assertThat(count("gpt-4o", parts)).isEqualTo(count("gpt-4o", string));
        assertThat(count("gpt-4o", string)).isEqualTo(new TokenCount(3 + 1 + 2 + 3, false, "o200k_base"));
    }

    @Test
    void anImageMakesItAnEstimate() {
        TokenCount high = count("gpt-4o", """
                "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://x/y.png"}}]}]""");
        TokenCount low = count("gpt-4o", """
                "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://x/y.png", "detail": "low"}}]}]""");

        assertThat(high).isEqualTo(new TokenCount(7 + 765, true, "o200k_base"));
        assertThat(low).isEqualTo(new TokenCount(7 + 85, true, "o200k_base"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"messages\": [{\"role\": \"user\", \"content\": \"a\"}], \"tools\": [{\"type\": \"function\"}]",
                "\"messages\": [{\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"id\": \"call_1\"}]}]",
                "\"messages\": [{\"role\": \"user\", \"content\": \"a\"}], \"system\": \"Be brief.\"",
                "\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"input_audio\"}, {\"type\": \"text\", \"text\": \"hi\"}]}]",
            })
    void whatProvidersTurnIntoTextTheirOwnWayMakesItAnEstimate(String members) {
        TokenCount count = count("gpt-4o", members);

        assertThat(count.estimated()).isTrue();
        assertThat(count.tokenCount()).isGreaterThan(7);
    }

    @Test
    void anEmbeddingsInputIsATextOrTextsOrTokens() {
        assertThat(count("text-embedding-3-large", "\"input\": \"hello world\""))
                .isEqualTo(cl100k(2));
        assertThat(count("text-embedding-3-large", "\"input\": [\"hello world\", \"hello\"]"))
                .isEqualTo(cl100k(3));
        assertThat(count("text-embedding-3-large", "\"input\": [15339, 1917, 0]"))
                .isEqualTo(cl100k(3));
        assertThat(count("text-embedding-3-large", "\"input\": [[15339, 1917], [15339]]"))
                .isEqualTo(cl100k(3));
    }

    @Test
    void textThatSpellsASpecialTokenIsText() {
        assertThat(count("gpt-4o", "\"text\": \"<|endoftext|><|im_start|>\"").tokenCount())
                .isGreaterThan(2);
    }

    @Test
    void aSurrogateWithoutItsTwinCounts() {
        assertThat(count("gpt-4o", "\"text\": \"\\ud83d\"").tokenCount()).isPositive();
    }

    @Test
    @Timeout(20)
    void aMegabyteWithoutABlankIsCounted() {
        assertThat(count("gpt-4o", "\"text\": \"" + "a".repeat(1 << 20) + "\"").tokenCount())
                .isGreaterThan(10_000);
        assertThat(count("gpt-4o", "\"text\": \"" + " ".repeat(1 << 20) + "\"").tokenCount())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\": \"a\"}                                                | model",
                "{\"model\": 1, \"text\": \"a\"}                                  | model",
                "{\"model\": \" \", \"text\": \"a\"}                              | model",
                "{\"model\": \"m\"}                                               | messages",
                "{\"model\": \"m\", \"text\": null}                               | messages",
                "{\"model\": \"m\", \"messages\": [], \"text\": \"a\"}            | text",
                "{\"model\": \"m\", \"messages\": []}                             | messages",
                "{\"model\": \"m\", \"messages\": \"a\"}                          | messages",
                "{\"model\": \"m\", \"messages\": [1]}                            | messages[0]",
                "{\"model\": \"m\", \"messages\": [{\"content\": \"a\"}]}         | messages[0].role",
                "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"name\": 1}]}     | messages[0].name",
                "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": 1}]}  | messages[0].content",
                "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": [1]}]} | messages[0].content[0]",
                "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\"}]}]} | messages[0].content[0].text",
                "{\"model\": \"m\", \"input\": 1}                                 | input",
                "{\"model\": \"m\", \"input\": [\"a\", {}]}                       | input[1]",
                "{\"model\": \"m\", \"input\": [[\"a\"]]}                         | input[0]",
                "{\"model\": \"m\", \"text\": [\"a\"]}                            | text",
            })
    void namesTheMemberAtFault(String body, String member) {
        GatewayError error = refusal(body);

        assertThat(error.code()).isEqualTo("invalid_request");
        assertThat(error.param()).isEqualTo(member);
    }

    @Test
    void refusesWhatIsNoJsonObject() {
        assertThat(refusal("{").code()).isEqualTo("invalid_json");
        assertThat(refusal("{\"model\": \"m\", \"text\": \"a\"} x").code()).isEqualTo("invalid_json");
        assertThat(refusal("[".repeat(100_000)).code()).isEqualTo("invalid_json");
        assertThat(refusal("").code()).isEqualTo("invalid_request");
        assertThat(refusal("[]").code()).isEqualTo("invalid_request");
    }

    @Test
    void estimatesATokenForEachFourBytesRoundedUp() {
        assertThat(TokenCounter.estimate(0)).isZero();
        assertThat(TokenCounter.estimate(1)).isEqualTo(1);
        assertThat(TokenCounter.estimate(4)).isEqualTo(1);
        assertThat(TokenCounter.estimate(5)).isEqualTo(2);
        assertThat(TokenCounter.estimate(-5)).isZero();
        assertThat(TokenCounter.estimateOutput(4_001)).isEqualTo(1_001);
        assertThat(TokenCounter.estimate(Long.MAX_VALUE)).isPositive();
    }

    private static TokenCount cl100k(long tokens) {
        return new TokenCount(tokens, false, "cl100k_base");
    }

    private static TokenCount count(String model, String members) {
        return COUNTER.count(bytes("{\"model\": \"" + model + "\", " + members + "}"));
    }

    private static GatewayError refusal(String body) {
        return catchThrowableOfType(GatewayException.class, () -> COUNTER.count(bytes(body)))
                .error();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
