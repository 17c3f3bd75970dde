package dev.keyway.bench.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessTimeTests {

    @Test
    void addsUserAndSystemTime() {
        String stat = "4711 (java) S 1 4711 4711 0 -1 4194304 9000 0 12 0 250 50 7 8 20 0 33 0 123456 8000000 5000";

        assertThat(ProcessTime.parse(stat)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void isNotMisledByTheProgramsName() {
        String stat = "4711 (a) b (c) S 1 4711 4711 0 -1 4194304 9000 0 12 0 100 0 7 8 20 0 33 0 123456 8000000 5000";

        assertThat(ProcessTime.parse(stat)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void growsWithWorkOfThisProcess() {
        Duration before = ProcessTime.of(ProcessHandle.current());
        Duration after = before;
        while (after.equals(before)) {
            after = ProcessTime.of(ProcessHandle.current());
        }

        assertThat(after).isGreaterThan(before);
    }

    @Test
    void findsTheCompilersOfAJvmAmongItsThreads() {
        assertThat(ProcessTime.ofCompilers(ProcessHandle.current()))
                .isPositive()
                .isLessThan(ProcessTime.of(ProcessHandle.current()));
    }
}
