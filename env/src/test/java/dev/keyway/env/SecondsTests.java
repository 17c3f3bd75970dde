package dev.keyway.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondsTests {

    @ParameterizedTest
    @CsvSource({
        "30, PT30S",
        "0.5, PT0.5S",
        "90s, PT90S",
        "5m, PT5M",
        "250ms, PT0.25S",
        "7d, PT168H",
        "2H, PT2H",
        "PT1M, PT1M"
    })
    void readsWhatPeopleWrite(String text, Duration expected) {
        assertThat(Seconds.read(text)).isEqualTo(expected);
    }

    @Test
    void nothingThatIsNotAboveZero() {
        assertThat(Seconds.read("0")).isNull();
        assertThat(Seconds.read("-5s")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "5 minutes", "1,5", "10y"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Seconds.read(text)).isInstanceOf(DateTimeException.class);
    }
}
