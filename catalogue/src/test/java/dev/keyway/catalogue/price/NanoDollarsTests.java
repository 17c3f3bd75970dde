package dev.keyway.catalogue.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NanoDollarsTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0.000, 0, 0",
        "2.50, 2500000000, 2.5",
        "10, 10000000000, 10",
        "0.00875, 8750000, 0.00875",
        "0.000000001, 1, 0.000000001",
        "1e-9, 1, 0.000000001",
        "-0.5, -500000000, -0.5",
        "10000, 10000000000000, 10000",
        "2.50000000000, 2500000000, 2.5",
        "0e30000000, 0, 0",
        "9223372036.854775807, 9223372036854775807, 9223372036.854775807",
    })
    void readsAndWritesPlainDecimals(String dollars, long nanos, String written) {
        assertThat(NanoDollars.ofDollars(dollars))
                .isEqualTo(new NanoDollars(nanos))
                .hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000001", "9223372037", "1e30"})
    void refusesWhatNoLongHolds(String dollars) {
        assertThatThrownBy(() -> NanoDollars.ofDollars(dollars)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e30000000", "-1e30000000", "1e2147483647", "1e-2147483647", "1e-30000000"})
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesAnExponentWithoutWritingItOut(String dollars) {
        assertThatThrownBy(() -> NanoDollars.ofDollars(dollars)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesMoreCharactersThanAnAmountHas() {
        assertThatThrownBy(() -> NanoDollars.ofDollars("1".repeat(1_000_000))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void addsSubtractsAndComparesExactly() {
        NanoDollars one = new NanoDollars(1);
        NanoDollars most = new NanoDollars(Long.MAX_VALUE);

        assertThat(one.plus(one)).isEqualTo(new NanoDollars(2));
        assertThat(NanoDollars.ZERO.minus(one)).isEqualTo(new NanoDollars(-1)).isLessThan(NanoDollars.ZERO);
        assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
    }
}
