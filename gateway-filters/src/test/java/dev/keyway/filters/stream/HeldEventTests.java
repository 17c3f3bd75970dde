package dev.keyway.filters.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class HeldEventTests {

    private final HeldEvent held = new HeldEvent();

    @Test
    void hasThePartsOfAnEventInTheirOrder() {
        add("data:");
        add(" a");
        ByteBuf chunk = buffer("xbc\n\ny");
        assertThat(new String(held.lines(chunk, 1, 5), UTF_8)).isEqualTo("data: abc\n\n");
        assertThat(held.length()).isEqualTo(7);
        held.release();
        chunk.release();
    }

    @Test
    void writesChangedLinesWhereTheyWereRead() {
        add("data:");
        ByteBuf chunk = buffer("x12\n\ny");
        held.replace("DATA:34\n\n".getBytes(UTF_8), chunk, 1);
        assertThat(chunk.toString(UTF_8)).isEqualTo("x34\n\ny");
        assertThat(new String(held.lines(), UTF_8)).isEqualTo("DATA:");
        held.release();
        chunk.release();
    }

    @Test
    void isEmptyOnceItIsTakenOut() {
        add("data:");
        ByteBuf taken = held.takeOr(Unpooled.EMPTY_BUFFER);
        assertThat(taken.toString(UTF_8)).isEqualTo("data:");
        assertThat(held.length()).isZero();
        assertThat(held.take()).isNull();
        held.release();
        assertThat(taken.refCnt()).isEqualTo(1);
        taken.release();
    }

    @Test
    void releasesWhatItHolds() {
        add("data:");
        held.release();
        assertThat(held.lines()).isEmpty();
    }

    private void add(String text) {
        ByteBuf chunk = buffer(text);
        held.add(chunk, 0);
        chunk.release();
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }
}
