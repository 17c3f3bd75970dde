package dev.keyway.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.body.MemberIndex;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextOnlyTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"role\":\"user\",\"content\":\"an \\\"image_url\\\"\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}],\"tools\":[{\"type\":\"function\",\"function\":{}}]}",
                "{\"system\":[{\"type\":\"text\",\"text\":\"a\"}],\"messages\":[],\"tools\":[{\"name\":\"f\",\"input_schema\":{}}]}",
                "{\"input\":\"a\",\"previous_response_id\":null}",
                "{\"input\":[{\"role\":\"user\",\"content\":\"a\"},{\"type\":\"function_call_output\",\"output\":\"b\"}]}",
                "{\"input\":[\"a\",\"b\"]}",
                "{\"prompt\":\"a\"}"
            })
    void isText(String body) {
        assertThat(TextOnly.is(index(body))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}]}",
                "{\"messages\":[{\"content\":[{\"type\":\"tool_result\",\"content\":[{\"type\":\"image\"}]}]}]}",
                "{\"messages\":[{\"content\":[{\"type\":\"document\"}]}]}",
                "{\"messages\":[{\"content\":{\"type\":\"text\"}}]}",
                "{\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]}",
                "{\"input\":[{\"id\":\"msg_1\"}]}",
                "{\"input\":\"a\",\"previous_response_id\":\"resp_1\"}",
                "{\"input\":\"a\",\"conversation\":\"conv_1\"}",
                "{\"input\":\"a\",\"prompt\":{\"id\":\"pmpt_1\"}}",
                "{\"input\":\"a\",\"tools\":[{\"type\":\"web_search\"}]}",
                "{\"messages\":[],\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]}",
                "{\"messages\":[],\"tools\":{}}",
                "{\"messages\":[],\"web_search_options\":{}}",
                "{\"messages\":[],\"modalities\":[\"text\",\"audio\"]}"
            })
    void isNotTextOnly(String body) {
        assertThat(TextOnly.is(index(body))).isFalse();
    }

    private static MemberIndex index(String body) {
        return MemberIndex.of(Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)));
    }
}
