package dev.keyway.filters.keypool.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimersTests {

    @ParameterizedTest
    @CsvSource({
        "2026-11-29T12:00:45.123Z,       123, 123",
        "2026-11-29T12:00:45.123000001Z, 124, 123",
        "2026-11-29T12:00:45.123999999Z, 124, 123",
        "2026-11-29T12:00:45Z,             0,   0"
    })
    void aDeadlineIsRoundedUpAndAStatedWaitIsNot(Instant moment, long deadline, long stated) {
        long second = Instant.parse("2026-11-29T12:00:45Z").toEpochMilli();

        assertThat(Timers.millis(moment) - second).isEqualTo(deadline);
        assertThat(Timers.wholeMillis(moment) - second).isEqualTo(stated);
    }
}
