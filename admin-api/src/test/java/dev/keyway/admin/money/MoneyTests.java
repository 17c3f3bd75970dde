package dev.keyway.admin.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dollars are kept to the nano-dollar, or refused. */
class MoneyTests {

    @Test
    void isExactBothWays() {
        assertThat(Money.nanos("a", new BigDecimal("12.50"))).isEqualTo(12_500_000_000L);
        assertThat(Money.nanos("a", new BigDecimal("0.000000001"))).isEqualTo(1);
        assertThat(Money.dollars(12_500_000_000L)).isEqualTo(new BigDecimal("12.50"));
        assertThat(Money.dollars(1)).isEqualTo(new BigDecimal("0.000000001"));
        assertThat(Money.dollars(0)).isEqualTo(new BigDecimal("0.00"));
        assertThat(Money.dollars(100_000_000_000L)).isEqualTo(new BigDecimal("100.00"));
        assertThat(Money.nanos("a", new BigDecimal("1E+3"))).isEqualTo(1_000_000_000_000L);
    }

    @Test
    void refusesWhatItCannotKeep() {
        for (String amount : List.of("-0.01", "0.0000000001", "1E+30", "9300000000")) {
            assertThatThrownBy(() -> Money.nanos("amount", new BigDecimal(amount)))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageStartingWith("amount must be from 0");
        }
    }
}
