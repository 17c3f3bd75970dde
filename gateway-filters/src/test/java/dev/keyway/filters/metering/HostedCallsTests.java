package dev.keyway.filters.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.catalogue.usage.UsageStyle;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of hosted tools in OpenAI's responses, whose usage does not have them. */
class HostedCallsTests {

    private static final String ANSWER = """
            {"id":"resp_1","tools":[{"type":"web_search_call"}],"output":[\
            {"type":"web_search_call","id":"ws_1","action":{"type":"file_search_call","query":"web_search_call"}},\
            {"id":"ws_2","type":"web_search_call"},{"type":"code_interpreter_call","code":"%s"},\
            {"type":"file_search_call","results":[{"type":"file_search_call"}]},{"type":"image_generation_call"},\
            {"type":"message","content":[{"type":"output_text","text":"web_search_call"}]}],\
            "usage":{"input_tokens":8,"output_tokens":5}}""";
    private static final Usage USED =
            new Usage(8, 0, 0, 0, 5, 0, 0, 0, 2, Map.of(Unit.CODE_INTERPRETER, 1L, Unit.FILE_SEARCH, 1L));

    @ParameterizedTest
    @ValueSource(ints = {0, 100_000})
    void areCountedInAWholeResponse(int more) {
        UsageExtractor extractor = new UsageExtractor(StreamStyle.RESPONSES, false);
        extractor.plain().feed(bytes(ANSWER.formatted("x".repeat(more))));

        assertThat(usage(extractor)).isEqualTo(USED);
    }

    /** A final event that is too long to be held is read as it passes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100_000})
    void areCountedOnceInAStream(int more) {
        UsageExtractor extractor = new UsageExtractor(StreamStyle.RESPONSES, false);
        String item = """
                event: response.output_item.done
                data: {"type":"response.output_item.done","item":{"type":"web_search_call","id":"ws_1"}}

                """;
        String end = "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":"
                + ANSWER.formatted("x".repeat(more)) + "}\n\n";
        extractor.stream().feed(bytes(item + end)).release();

        assertThat(usage(extractor)).isEqualTo(USED);
    }

    private static Usage usage(UsageExtractor extractor) {
        return extractor
                .read(UsageStyle.INCLUSIVE, 400, RequestUnits.NONE, true)
                .usage();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
