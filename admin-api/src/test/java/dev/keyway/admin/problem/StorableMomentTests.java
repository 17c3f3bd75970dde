package dev.keyway.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.time.TestClock;
import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StorableMomentTests {

    private static final Instant FINE = Instant.parse("2026-11-30T07:46:05.471001999Z");
    private static final Instant STORED = Instant.parse("2026-11-30T07:46:05.471001Z");

    @Test
    void aFractionOfAMicrosecondIsCutOffAndNeverRounded() {
        assertThat(StorableMoment.of(FINE)).isEqualTo(STORED);
        assertThat(StorableMoment.clock(TestClock.at(FINE)).instant()).isEqualTo(STORED);
        JsonMapper json = JsonMapper.builder()
                .addModule(new StorableMoment.Module().storableMoment())
                .build();
        assertThat(json.readValue("\"" + FINE + "\"", Instant.class)).isEqualTo(STORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01T00:00:00Z", "0000-12-31T23:59:59.999999Z", "-999999999-01-01T00:00:00Z"})
    void aYearThatTheDatabaseCannotStoreIsRefused(String time) {
        assertThatThrownBy(() -> StorableMoment.of(Instant.parse(time)))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("years 1 to 9999");
    }
}
