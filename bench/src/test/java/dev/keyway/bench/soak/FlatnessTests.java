package dev.keyway.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.rig.Memory;
import dev.keyway.bench.rig.Verdict;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FlatnessTests {

    private static final long MEGABYTE = 1 << 20;

    @Test
    void forgivesGrowthWhileTheRunWarmsUp() {
        assertThat(met(i -> i < 4 ? i * 20 * MEGABYTE : 80 * MEGABYTE)).containsExactly(true, true);
    }

    @Test
    void seesGrowthThatGoesOn() {
        assertThat(met(i -> (60 + i * 5) * MEGABYTE)).containsExactly(false, false);
    }

    @Test
    void isNotMetWithoutSamples() {
        assertThat(new Flatness(List.of()).verdicts()).noneMatch(Verdict::met);
    }

    private static List<Boolean> met(LongUnaryOperator bytesAt) {
        List<Memory> samples = LongStream.range(0, 12)
                .map(bytesAt)
                .mapToObj(bytes -> new Memory(bytes, bytes))
                .toList();
        return new Flatness(samples).verdicts().stream().map(Verdict::met).toList();
    }
}
