package dev.keyway.admin.usage.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageIntervalTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");

    @Test
    void aDayHas23Or25HoursWhenClocksChange() {
        assertThat(starts(UsageInterval.DAY, "2026-03-28T23:00:00Z", "2026-03-30T22:00:00Z", BERLIN))
                .containsExactly("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
        assertThat(starts(UsageInterval.DAY, "2026-10-24T22:00:00Z", "2026-10-26T23:00:00Z", BERLIN))
                .containsExactly("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
        assertThat(starts(UsageInterval.DAY, "2026-10-03T13:30:00Z", "2026-10-05T13:00:00Z", LORD_HOWE))
                .containsExactly("2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z");
    }

    @Test
    void aMonthBeginsAtLocalMidnight() {
        assertThat(starts(UsageInterval.MONTH, "2026-09-10T00:00:00Z", "2026-11-01T00:00:00Z", KATHMANDU))
                .containsExactly("2026-09-10T00:00:00Z", "2026-09-30T18:15:00Z", "2026-10-31T18:15:00Z");
        assertThat(starts(UsageInterval.MONTH, "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z", BERLIN))
                .containsExactly("2026-09-30T22:00:00Z");
    }

    @Test
    void anHourBeginsWhereTheClockStrikesOneOrIsPutOverOne() {
        assertThat(starts(UsageInterval.HOUR, "2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z", BERLIN))
                .containsExactly(
                        "2026-10-24T23:30:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z");
        assertThat(starts(UsageInterval.HOUR, "2026-10-05T00:20:00Z", "2026-10-05T02:15:00Z", KATHMANDU))
                .containsExactly("2026-10-05T00:20:00Z", "2026-10-05T01:15:00Z");
        // 02:00 becomes 02:30, and in April 02:00 becomes 01:30.
        assertThat(starts(UsageInterval.HOUR, "2026-10-03T14:30:00Z", "2026-10-03T17:00:00Z", LORD_HOWE))
                .containsExactly("2026-10-03T14:30:00Z", "2026-10-03T15:30:00Z", "2026-10-03T16:00:00Z");
        assertThat(starts(UsageInterval.HOUR, "2026-04-04T14:00:00Z", "2026-04-04T17:30:00Z", LORD_HOWE))
                .containsExactly("2026-04-04T14:00:00Z", "2026-04-04T15:30:00Z", "2026-04-04T16:30:00Z");
    }

    @ParameterizedTest
    @EnumSource(UsageInterval.class)
    void thereAreNoMoreThanAskedFor(UsageInterval interval) {
        assertThat(interval.starts(
                        Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"), BERLIN, 7))
                .hasSize(7);
    }

    private static List<String> starts(UsageInterval interval, String from, String to, ZoneId zone) {
        return interval.starts(Instant.parse(from), Instant.parse(to), zone, 100).stream()
                .map(Instant::toString)
                .toList();
    }
}
