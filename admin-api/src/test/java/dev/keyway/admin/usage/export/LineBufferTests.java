package dev.keyway.admin.usage.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.money.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Dollars are written as the API writes them, and lines take no more room than the longest needs. */
class LineBufferTests {

    @Test
    void dollarsAreThoseOfTheApi() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long nanos = random.nextLong() >> random.nextInt(64);
            assertThat(dollars(nanos)).isEqualTo(Money.dollars(nanos).toPlainString());
        }
    }

    @Test
    void dollarsAreThoseOfTheApiAtTheEnds() throws IOException {
        for (long nanos : new long[] {
            0,
            1,
            -1,
            10,
            10_000_000,
            99_999_999,
            100_000_000,
            1_000_000_000,
            -1_500_000_000,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        }) {
            assertThat(dollars(nanos)).isEqualTo(Money.dollars(nanos).toPlainString());
        }
    }

    @Test
    void manyLinesTakeTheRoomOfFew() throws IOException {
        LineBuffer lines = new LineBuffer();
        int room = lines.capacity();
        for (int i = 0; i < 1_000_000; i++) {
            lines.add("a line of some fifty characters, as lines here have it\n");
            if (lines.isFull()) {
                lines.sendTo(ByteArrayOutputStream.nullOutputStream());
            }
        }
        assertThat(lines.capacity()).isEqualTo(room).isLessThan(100_000);
    }

    @Test
    void aLongLineFindsRoom() throws IOException {
        LineBuffer lines = new LineBuffer();
        String line = "x".repeat(300_000);
        lines.add(line);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        lines.sendTo(sent);
        assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo(line);
        assertThat(lines.length()).isZero();
    }

    private static String dollars(long nanos) throws IOException {
        LineBuffer lines = new LineBuffer();
        lines.addDollars(nanos);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        lines.sendTo(sent);
        return sent.toString(StandardCharsets.UTF_8);
    }
}
