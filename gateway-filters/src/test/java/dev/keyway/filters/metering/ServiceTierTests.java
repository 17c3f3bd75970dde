package dev.keyway.filters.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.stream.EventFramer;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service tier as each provider names it, in whole responses and in streams, wherever they are cut. */
class ServiceTierTests {

    private static final int REQUEST_BYTES = 400;

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            OPENAI    | INCLUSIVE       | flex     | {"id":"c","service_tier":"flex","choices":[{"message":{"content":"\\"service_tier\\":\\"no\\""}}],"usage":{"prompt_tokens":9,"completion_tokens":3}}
            OPENAI    | INCLUSIVE       | priority | {"usage":{"prompt_tokens":9,"completion_tokens":3},"service_tier" : "priority"}
            OPENAI    | INCLUSIVE       | standard | {"usage":{"prompt_tokens":9,"completion_tokens":3},"service_tier":"default"}
            OPENAI    | INCLUSIVE       | standard | {"usage":{"prompt_tokens":9,"completion_tokens":3},"service_tier":null}
            OPENAI    | INCLUSIVE       | standard | {"usage":{"prompt_tokens":9,"completion_tokens":3},"metadata":{"service_tier":"flex"}}
            OPENAI    | INCLUSIVE       | standard | {"usage":{"prompt_tokens":9,"completion_tokens":3},"service_tier":"on_demand"}
            RESPONSES | INCLUSIVE | flex    | {"id":"r","object":"response","output":[],"service_tier":"flex","usage":{"input_tokens":9,"output_tokens":3}}
            ANTHROPIC | ADDITIVE        | priority | {"type":"message","usage":{"input_tokens":9,"output_tokens":3,"service_tier":"priority"}}
            ANTHROPIC | ADDITIVE        | standard | {"type":"message","usage":{"input_tokens":9,"output_tokens":3,"service_tier":"standard"}}
            GEMINI    | REASONING_APART | flex     | {"candidates":[],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3,"trafficType":"ON_DEMAND_FLEX"}}
            GEMINI    | REASONING_APART | standard | {"candidates":[],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3,"trafficType":"ON_DEMAND"}}
            """)
    void isReadFromAWholeResponse(StreamStyle style, UsageStyle usage, String tier, String response) {
        byte[] bytes = response.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            UsageExtractor extractor = new UsageExtractor(style, false);
            var scan = extractor.plain();
            scan.feed(Unpooled.wrappedBuffer(bytes, 0, cut));
            scan.feed(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut));

            UsageExtractor.Reading reading = extractor.read(usage, REQUEST_BYTES, RequestUnits.NONE, true);
            assertThat(reading.tier()).as("cut at %d", cut).isEqualTo(tier);
            assertThat(reading.usage()).isEqualTo(Usage.of(9, 3));
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            OPENAI    | INCLUSIVE       | flex     | {"service_tier":"flex","choices":[{"index":0,"delta":{"content":"a"}}]} ; {"service_tier":"flex","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3}} ; [DONE]
            OPENAI    | INCLUSIVE       | standard | {"service_tier":"auto","choices":[{"index":0,"delta":{"content":"a"}}]} ; {"service_tier":"default","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3}} ; [DONE]
            OPENAI    | INCLUSIVE       | priority | {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"service_tier":"priority"} ; {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3}} ; [DONE]
            RESPONSES | INCLUSIVE | flex    | {"type":"response.created","response":{"id":"r","service_tier":"auto"}} ; {"type":"response.output_text.delta","delta":"a"} ; {"type":"response.completed","response":{"id":"r","service_tier":"flex","usage":{"input_tokens":9,"output_tokens":3}}}
            ANTHROPIC | ADDITIVE        | batch    | {"type":"message_start","message":{"usage":{"input_tokens":9,"output_tokens":1,"service_tier":"batch"}}} ; {"type":"content_block_delta","delta":{"type":"text_delta","text":"a"}} ; {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}} ; {"type":"message_stop"}
            GEMINI    | REASONING_APART | priority | {"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1}} ; {"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3,"trafficType":"ON_DEMAND_PRIORITY"}}
            """)
    void isReadFromAStream(StreamStyle style, UsageStyle usage, String tier, String events) {
        StringBuilder stream = new StringBuilder();
        for (String event : events.split(" ; ", -1)) {
            stream.append("data: ").append(event).append("\n\n");
        }
        byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            UsageExtractor extractor = new UsageExtractor(style, false);
            EventFramer framer = extractor.stream();
            framer.feed(Unpooled.wrappedBuffer(bytes, 0, cut)).release();
            framer.feed(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut)).release();
            framer.finish().release();

            UsageExtractor.Reading reading = extractor.read(usage, REQUEST_BYTES, RequestUnits.NONE, true);
            assertThat(reading.tier()).as("cut at %d", cut).isEqualTo(tier);
            assertThat(reading.usage()).isEqualTo(Usage.of(9, 3));
        }
    }

    @Test
    void isReadFromAnEventTooLongToBeHeld() {
        String text = "x".repeat(100_000);
        String end = "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\","
                + "\"output\":[{\"type\":\"message\",\"content\":\"" + text + "\"}],\"service_tier\":\"flex\","
                + "\"usage\":{\"input_tokens\":9,\"output_tokens\":3}}}\n\n";
        UsageExtractor extractor = new UsageExtractor(StreamStyle.RESPONSES, false);
        EventFramer framer = extractor.stream();
        byte[] bytes = end.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += 8_000) {
            framer.feed(Unpooled.wrappedBuffer(bytes, at, Math.min(8_000, bytes.length - at)))
                    .release();
        }

        assertThat(extractor
                        .read(UsageStyle.INCLUSIVE, REQUEST_BYTES, RequestUnits.NONE, true)
                        .tier())
                .isEqualTo("flex");
    }

    @Test
    void aNameThatIsTooLongOrHasEscapesIsNone() {
        for (String tier : new String[] {"x".repeat(65), "x".repeat(100_000), "fl\\u0065x"}) {
            UsageExtractor extractor = new UsageExtractor(StreamStyle.OPENAI, false);
            extractor
                    .plain()
                    .feed(Unpooled.copiedBuffer(
                            "{\"service_tier\":\"" + tier
                                    + "\",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}",
                            StandardCharsets.UTF_8));

            assertThat(extractor
                            .read(UsageStyle.INCLUSIVE, REQUEST_BYTES, RequestUnits.NONE, true)
                            .tier())
                    .isEqualTo("standard");
        }
    }
}
