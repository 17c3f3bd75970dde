package dev.keyway.admin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetForecastTests {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void whatIsBookedGoesOnAtTheSameRate() {
        assertThat(forecast("10", "100", "2026-11-11T00:00:00Z"))
                .hasValue(new BudgetForecast(new BigDecimal("30.000000000"), null));
        assertThat(forecast("0.000000001", "100", "2026-11-08T00:00:00Z"))
                .hasValue(new BudgetForecast(new BigDecimal("0.000000004"), null));
        assertThat(forecast("0.00", "100", "2026-11-11T00:00:00Z"))
                .hasValue(new BudgetForecast(new BigDecimal("0.000000000"), null));
    }

    @Test
    void theCapIsReachedAtThisRate() {
        assertThat(forecast("10", "20", "2026-11-11T00:00:00Z"))
                .hasValue(new BudgetForecast(new BigDecimal("30.000000000"), Instant.parse("2026-11-21T00:00:00Z")));
        assertThat(forecast("10", "30", "2026-11-11T00:00:00Z"))
                .hasValue(new BudgetForecast(new BigDecimal("30.000000000"), END));
        assertThat(forecast("25", "20", "2026-11-11T00:00:00Z").orElseThrow().capReachedAt())
                .isEqualTo("2026-11-11T00:00:00Z");
    }

    @Test
    void aWindowWithoutAnEndOrThatHasJustBegunHasNone() {
        assertThat(forecast("10", "20", "2026-11-02T05:59:59.999Z")).isEmpty();
        assertThat(forecast("10", "20", "2026-11-02T06:00:00Z")).isPresent();
        assertThat(BudgetForecast.of(BigDecimal.TEN, BigDecimal.TEN, START, null, END))
                .isEmpty();
    }

    private static Optional<BudgetForecast> forecast(String booked, String cap, String now) {
        return BudgetForecast.of(new BigDecimal(booked), new BigDecimal(cap), START, END, Instant.parse(now));
    }
}
