package dev.keyway.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodyWatchTests {

    @Test
    void keepsBeginningAndEndOfALongBody() {
        BodyWatch watch = new BodyWatch().take(bytes("first "));
        for (int i = 0; i < 1000; i++) {
            watch.take(bytes("0123456789"));
        }
        watch.take(bytes("last"));
        assertThat(watch.head()).startsWith("first 0123").hasSize(1024);
        assertThat(watch.tail()).endsWith("6789last").hasSize(1024);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
