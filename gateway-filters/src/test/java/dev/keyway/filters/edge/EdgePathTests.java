package dev.keyway.filters.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One spelling of each path, and hints at what was meant. */
class EdgePathTests {

    @ParameterizedTest
    @CsvSource({
        "/v1/models, /v1/models",
        "//v1//chat/completions, /v1/chat/completions",
        "/v1/chat/completions/, /v1/chat/completions",
        "/v1/models///, /v1/models",
        "/v1/models/openai%2Fgpt-4o, /v1/models/openai%2Fgpt-4o",
        "/gemini/v1beta/models/gemini%3AgenerateContent, /gemini/v1beta/models/gemini%3AgenerateContent",
        "/v1/models/%C3%A9, /v1/models/%C3%A9",
        "/, /"
    })
    void forgivesASlashTooMany(String sent, String plain) {
        assertThat(EdgePath.of(sent).plain()).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1;/models",
                "/v1;a=b/models",
                "/v1/models;",
                "/%76%31/models",
                "/v%31/models",
                "/v1/%6dodels",
                "/v1/%2e%2e/models",
                "/v1/models%7E",
                "/v1/models%00",
                "/v1/models%0a",
                "/v1/models%",
                "/v1/models%zz",
                "/v1/models%4"
            })
    void refusesWhatCanOnlyHideAPath(String sent) {
        assertThatThrownBy(EdgePath.of(sent)::plain).hasMessageContaining("plain spelling");
    }

    @ParameterizedTest
    @CsvSource({
        "/chat/completions, /v1/chat/completions",
        "/completions, /v1/completions",
        "/v1/v1/messages, /v1/messages",
        "/api/v1/chat/completions, /v1/chat/completions",
        "/V1/Chat/Completions, /v1/chat/completions",
        "/messages/count_tokens, /v1/messages/count_tokens",
        "/models, /v1/models"
    })
    void guessesThePathThatWasMeant(String sent, String meant) {
        assertThat(EndpointSuggestion.hint(sent)).isEqualTo("; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/favicon.ico", "/v1/files", "/v1/models"})
    void guessesNothingOfOtherPaths(String sent) {
        assertThat(EndpointSuggestion.hint(sent)).doesNotContain("did you mean");
    }
}
