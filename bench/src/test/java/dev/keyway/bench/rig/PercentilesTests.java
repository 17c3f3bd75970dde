package dev.keyway.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTests {

    @Test
    void isTheValueAtTheNearestRank() {
        Percentiles hundred = Percentiles.of(LongStream.rangeClosed(1, 100).map(i -> 101 - i));
        assertThat(hundred.at(50)).isEqualTo(50);
        assertThat(hundred.at(99)).isEqualTo(99);
        assertThat(hundred.at(99.5)).isEqualTo(100);
        assertThat(hundred.at(100)).isEqualTo(100);
    }

    @Test
    void isTheOnlyValueOrNothing() {
        assertThat(Percentiles.of(LongStream.of(7)).at(1)).isEqualTo(7);
        assertThat(Percentiles.of(LongStream.empty()).at(99)).isZero();
    }
}
