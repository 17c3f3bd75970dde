package dev.keyway.filters.keypool.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingHistogramTests {

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 40})
    void knowsTheLowestWhateverComesAndGoes(int standings) {
        Random random = new Random(standings);
        StandingHistogram tally = new StandingHistogram();
        List<Long> held = new ArrayList<>();
        assertThat(tally.lowest()).isZero();
        for (int i = 0; i < 5000; i++) {
            if (held.isEmpty() || random.nextInt(20) < 9) {
                long standing = 1000L + random.nextInt(standings);
                tally.add(standing);
                held.add(standing);
            } else {
                tally.remove(held.remove(random.nextInt(held.size())));
            }
            assertThat(tally.lowest()).isEqualTo(held.isEmpty() ? 0L : (long) Collections.min(held));
        }
    }
}
