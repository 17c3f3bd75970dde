package dev.keyway.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.jmh.ChatBody.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatBodyTests {

    @ParameterizedTest
    @EnumSource
    void isAChatOfTheSizeAskedFor(Text text) {
        String json = ChatBody.ofBytes(400 * 1024, text);
        JsonNode tree = JsonMapper.shared().readTree(json);
        assertThat(json).hasSizeBetween(400 * 1024, 403 * 1024);
        assertThat(tree.path("messages").size()).isGreaterThan(100);
        assertThat(tree.path("model").asString()).isEqualTo("openai/gpt-4o-mini");
    }
}
