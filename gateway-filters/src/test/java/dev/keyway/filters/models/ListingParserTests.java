package dev.keyway.filters.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingParserTests {

    private static List<String> names(String body) {
        return ListingParser.parse(body.getBytes(StandardCharsets.UTF_8)).stream()
                .map(ListedModel::id)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            OpenAI   | {"object":"list","data":[{"id":"a","created":1},{"id":"b"}]}
            Gemini   | {"object":"list","data":[{"id":"models/a"},{"id":"models/b"}]}
            Together | [{"id":"a","type":"chat"},{"id":"b","type":"embedding"}]
            Cohere   | {"models":[{"name":"a","endpoints":["chat"]},{"name":"b","endpoints":["embed"]}],"next_page_token":""}
            """)
    void readsTheListsOfAllProviders(String provider, String body) {
        assertThat(names(body)).as(provider).containsExactly("a", "b");
    }

    @Test
    void leavesOutWhatHasNoName() {
        assertThat(names("{\"data\":[{\"id\":\"a\"},{\"id\":\"\"},{}]}")).containsExactly("a");
        assertThatThrownBy(() -> names("{\"error\":\"no\"}")).isInstanceOf(IllegalArgumentException.class);
    }
}
