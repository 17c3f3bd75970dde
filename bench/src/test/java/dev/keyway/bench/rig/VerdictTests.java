package dev.keyway.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTests {

    @Test
    void namesTheFigureOfWhatWasMissed() {
        assertThat(Verdict.atLeast("served in %", 97, 96.994).line())
                .isEqualTo("MISSED  served in %: 96.99 (required: at least 97)");
        assertThat(Verdict.atMost("wasted in %", 10, 10).line())
                .isEqualTo("met     wasted in %: 10 (allowed: at most 10)");
        assertThat(Verdict.exactly("errors", 0, 3).line()).isEqualTo("MISSED  errors: 3 (required: 0)");
    }

    @Test
    void failsTheRunForOneRequirementMissed() {
        Verdict met = Verdict.exactly("errors", 0, 0);
        assertThat(Verdict.exitCode(List.of(met, met))).isZero();
        assertThat(Verdict.exitCode(List.of(met, Verdict.exactly("errors", 0, 1))))
                .isEqualTo(1);
    }
}
