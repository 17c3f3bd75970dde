package dev.keyway.filters.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class ChunkScannerTests {

    private final ChunkScanner scanner = new ChunkScanner(StreamGrammar.openAi().text());

    @Test
    void findsTheEndOfEachEvent() {
        ByteBuf chunk = buffer("data: 1\n\ndata: 2\n\ndata");
        assertThat(scanner.endOfEvent(chunk, 0)).isEqualTo(9);
        assertThat(scanner.endOfEvent(chunk, 9)).isEqualTo(18);
        assertThat(scanner.endOfEvent(chunk, 18)).isEqualTo(-1);
    }

    @Test
    void findsTheEndOfAnEventOfManyPieces() {
        ByteBuf chunk = buffer("data: " + "x".repeat(5000) + "\n\n");
        assertThat(scanner.endOfEvent(chunk, 0)).isEqualTo(5008);
    }

    @Test
    void countsTheLineFeedAfterACarriageReturnToTheEvent() {
        assertThat(scanner.endOfEvent(buffer("data: 1\r\n\r\ndata"), 0)).isEqualTo(11);
    }

    @Test
    void findsTheLineFeedOfTheLastEventInTheNextChunk() {
        assertThat(scanner.endOfEvent(buffer("data: 1\r\n\r"), 0)).isEqualTo(10);
        assertThat(scanner.skipLineFeed(buffer("\ndata"), 0)).isEqualTo(1);
        assertThat(scanner.skipLineFeed(buffer("\ndata"), 0)).isZero();
    }

    @Test
    void skipsAByteOrderMarkThatComesInParts() {
        assertThat(scanner.skipByteOrderMark(bytes(0xEF, 0xBB), 0)).isEqualTo(2);
        assertThat(scanner.skipByteOrderMark(bytes(0xBF, 'd'), 0)).isEqualTo(1);
        assertThat(scanner.skipByteOrderMark(bytes(0xEF, 0xBB, 0xBF), 0)).isZero();
    }

    private static ByteBuf bytes(int... values) {
        ByteBuf bytes = Unpooled.buffer();
        for (int value : values) {
            bytes.writeByte(value);
        }
        return bytes;
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }
}
