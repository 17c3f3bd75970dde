package dev.keyway.admin.statement;

import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.window.AdmissionDate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A month of a tenant.
 *
 * @param name the tenant's name
 * @param zone the tenant's time zone
 */
record StatementMonth(UUID tenant, String name, String zone, YearMonth month) {

    private static final YearMonth FIRST = YearMonth.of(2000, 1);
    private static final YearMonth LAST = YearMonth.of(2999, 11);

    /** @throws ProblemException if the text is no month */
    static YearMonth read(String text) {
        try {
            YearMonth month = YearMonth.parse(text);
            if (!month.isBefore(FIRST) && !month.isAfter(LAST)) {
                return month;
            }
        } catch (DateTimeException e) {
            throw invalid();
        }
        throw invalid();
    }

    Instant start() {
        return month.atDay(1).atStartOfDay(zoneId()).toInstant();
    }

    Instant end() {
        return month.plusMonths(1).atDay(1).atStartOfDay(zoneId()).toInstant();
    }

    private ZoneId zoneId() {
        return AdmissionDate.zone(zone);
    }

    private static ProblemException invalid() {
        return ProblemException.invalid("month", "must be such as 2026-03, of the years 2000 to 2999");
    }
}
