package dev.keyway.admin.usage.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.money.Money;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageSumsTests {

    private static final UsageSums ALL = sums(10, 2, 12, Map.of("input", 90L, "cache_read", 30L, "output", 7L), 120, 5);
    private static final UsageSums ONE = sums(4, 2, 5, Map.of("input", 40L, "cache_read", 20L, "output", 7L), 20, 1);

    @Test
    void theOthersAreWhatIsLeftOfTheTotal() {
        UsageSums others = ALL.without(List.of(ONE));

        assertThat(others.requests()).isEqualTo(6);
        assertThat(others.errors()).isZero();
        assertThat(others.attempts()).isEqualTo(7);
        assertThat(others.units()).isEqualTo(Map.of("input", 50L, "cache_read", 10L));
        assertThat(others.errorClasses()).isEmpty();
        assertThat(others.cacheHitShare()).isEqualTo(0.166667);
        assertThat(others.cost()).isEqualByComparingTo(Money.dollars(100));
        assertThat(others.estimated()).isEqualTo(4);
        assertThat(others.estimatedShare()).isEqualTo(0.666667);
        assertThat(others.isNothing()).isFalse();
    }

    @Test
    void withoutAllGroupsNothingIsLeft() {
        assertThat(ALL.without(List.of(ALL.without(List.of(ONE)), ONE)).isNothing())
                .isTrue();
        assertThat(ALL.without(List.of())).isEqualTo(ALL);
        assertThat(UsageSums.none(true).without(List.of(UsageSums.none(true)))).isEqualTo(UsageSums.none(true));
    }

    private static UsageSums sums(
            long requests, long errors, long attempts, Map<String, Long> units, long nanos, long estimated) {
        return new UsageSums(
                requests,
                errors,
                0L,
                attempts,
                Map.of("provider", errors),
                Map.of("SERVER_ERROR", errors),
                units,
                Map.of(),
                0.25,
                Money.dollars(nanos),
                estimated,
                0.5,
                null);
    }
}
