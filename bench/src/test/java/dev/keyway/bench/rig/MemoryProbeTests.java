package dev.keyway.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryProbeTests {

    private static final String HISTOGRAM = """
            4242:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         34567        4567890  [B (java.base@25)
            Total        123456       23456789
            """;

    @Test
    void readsLiveBytesAndDirectMemory() {
        String nativeMemory = """
                -                     Other (reserved=34KB, committed=33KB)
                                            (malloc=34KB #12) (at peak)
                """;
        assertThat(MemoryProbe.parse(HISTOGRAM, nativeMemory)).isEqualTo(new Memory(23456789, 33 * 1024));
    }

    @Test
    void saysSoIfThereIsNoFigure() {
        assertThatThrownBy(() -> MemoryProbe.parse(HISTOGRAM, "Native memory tracking is not enabled"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Native memory tracking is not enabled");
    }
}
