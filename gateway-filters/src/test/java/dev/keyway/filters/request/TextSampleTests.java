package dev.keyway.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TextSampleTests {

    private static final String WORDS = "the words of a prompt, one after the other. ".repeat(50_000);

    private static long textBytes(String body) {
        ByteBuf bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        return TextSample.textBytes(bytes);
    }

    private static String image(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    @Test
    void countsAllOfAText() {
        assertThat(textBytes(WORDS)).isEqualTo(WORDS.length());
        assertThat(textBytes("短い文章。".repeat(100_000))).isEqualTo(1_500_000);
        assertThat(textBytes("short")).isEqualTo(5);
    }

    @Test
    void countsAnImageForNothing() {
        assertThat(textBytes("{\"data\":\"" + image(6_000_000) + "\"}")).isLessThan(8_000_000 / 16);
    }

    @Test
    void countsTheTextBesideAnImage() {
        assertThat(textBytes(WORDS + image(WORDS.length() * 3 / 4)))
                .isBetween(WORDS.length() * 9L / 10, WORDS.length() * 11L / 10);
    }
}
