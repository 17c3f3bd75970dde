package dev.keyway.contract.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTests {

    @ParameterizedTest
    @CsvSource({
        "DAY,   2026-11-29, 2026-11-29",
        "WEEK,  2026-11-29, 2026-11-23",
        "WEEK,  2026-11-23, 2026-11-23",
        "WEEK,  2027-01-01, 2026-12-28",
        "MONTH, 2026-11-29, 2026-11-01",
        "MONTH, 2028-02-29, 2028-02-01",
        "TOTAL, 2026-11-29, 1970-01-01"
    })
    void aWindowBeginsOnItsFirstLocalDate(Period period, LocalDate date, LocalDate start) {
        assertThat(period.start(date)).isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-29T23:30:00Z, UTC,                 2026-11-29",
        "2026-11-29T23:30:00Z, Europe/Berlin,       2026-11-30",
        "2026-04-23T22:30:00Z, Africa/Cairo,        2026-04-24",
        "2026-10-03T15:45:00Z, Australia/Lord_Howe, 2026-10-04",
        "2026-11-29T18:20:00Z, Asia/Kathmandu,      2026-11-30",
        "2026-11-29T23:30:00Z, Mars/Olympus,        2026-11-29"
    })
    void theAdmissionDateIsTheLocalDateOfTheZone(Instant at, String zone, LocalDate date) {
        assertThat(AdmissionDate.of(at, zone)).isEqualTo(date);
    }

    @Test
    void everyDateOfAWindowHasTheSameStart() {
        for (Period period : Period.values()) {
            LocalDate date = LocalDate.of(2026, 11, 29);
            assertThat(period.start(period.start(date))).isEqualTo(period.start(date));
        }
    }

    @Test
    void aWindowEndsWhereTheNextOneBegins() {
        LocalDate date = LocalDate.of(2028, 2, 29);
        assertThat(Period.DAY.next(date)).isEqualTo("2028-03-01");
        assertThat(Period.WEEK.next(Period.WEEK.start(date))).isEqualTo("2028-03-06");
        assertThat(Period.MONTH.next(Period.MONTH.start(date))).isEqualTo("2028-03-01");
        assertThat(Period.TOTAL.next(Period.BEGINNING)).isNull();
    }
}
