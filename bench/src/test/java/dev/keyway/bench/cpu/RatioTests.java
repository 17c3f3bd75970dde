package dev.keyway.bench.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTests {

    @Test
    void comparesRoundByRound() {
        Ratio ratio = Ratio.of(List.of(50.0, 104.0, 51.0), List.of(100.0, 200.0, 100.0));

        assertThat(ratio.median()).isCloseTo(0.51, within(1e-9));
        assertThat(ratio.isClear()).isTrue();
    }

    @Test
    void givesNoVerdictWhereRoundsDifferTooMuch() {
        Ratio ratio = Ratio.of(List.of(50.0, 60.0, 55.0), List.of(100.0, 100.0, 100.0));

        assertThat(ratio.spread()).isCloseTo(0.1818, within(1e-3));
        assertThat(ratio.isClear()).isFalse();
    }
}
