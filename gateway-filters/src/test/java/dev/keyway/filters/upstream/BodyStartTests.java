package dev.keyway.filters.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyStartTests {

    /** What a body is taken for as an event stream, under another content type, and where text or a medium may come. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        data: {"a":1}                 | EVENTS | EVENTS | EVENTS
        data:{"a":1}                  | EVENTS | EVENTS | EVENTS
        event: message_start          | EVENTS | EVENTS | OPEN
        event: speech.audio.delta     | EVENTS | EVENTS | EVENTS
        event: it begins.\\n\\nThen   | EVENTS | EVENTS | OTHER
        data: points, we have many\\n | EVENTS | EVENTS | OTHER
        : OPENROUTER PROCESSING\\n    | EVENTS | EVENTS | OTHER
        retry: 3000                   | EVENTS | EVENTS | OPEN
        id: 1                         | EVENTS | EVENTS | OPEN
        BOMdata: {                | EVENTS | EVENTS | EVENTS
        \\n\\ndata: {                 | EVENTS | EVENTS | EVENTS
        {"error":{}}                  | JSON   | JSON   | OTHER
        \\n [                         | JSON   | JSON   | OTHER
        da                            | EVENTS | OPEN   | OPEN
        dat!                          | EVENTS | OTHER  | OTHER
        <html>                        | EVENTS | OTHER  | OTHER
        ID3                           | EVENTS | OTHER  | OTHER
        ~ ~                           | OPEN   | OPEN   | OPEN
        """)
    void tellsStreamsFromAnswers(String body, BodyStart eventStream, BodyStart unknown, BodyStart textOrMedium) {
        ByteBuf bytes = Unpooled.copiedBuffer(body.translateEscapes().replace("BOM", "\uFEFF"), StandardCharsets.UTF_8);

        assertThat(BodyStart.ofEventStream(bytes)).isEqualTo(eventStream);
        assertThat(BodyStart.ofUnknown(bytes)).isEqualTo(unknown);
        assertThat(BodyStart.ofTextOrMedium(bytes)).isEqualTo(textOrMedium);
    }
}
