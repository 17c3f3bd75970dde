package dev.keyway.admin.policy;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.tenant.Tenants;
import dev.keyway.contract.window.AdmissionDate;
import dev.keyway.contract.window.Period;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds the current window of a budget, in the tenant's zone. */
@Component
@Transactional(readOnly = true)
class BudgetWindows {

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final CurrentCaller current;
    private final Clock clock;

    BudgetWindows(JdbcClient jdbc, Tenants tenants, CurrentCaller current, Clock clock) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.current = current;
        this.clock = clock;
    }

    BudgetWindow of(BudgetView budget) {
        Instant now = clock.instant();
        ZoneId zone = AdmissionDate.zone(tenants.get(budget.tenantId()).zone());
        Period period = Period.valueOf(budget.period().name());
        LocalDate start = period.start(LocalDate.ofInstant(now, zone));
        LocalDate next = period.next(start);
        BigDecimal cap = budget.cap(now);
        BigDecimal booked = booked(budget, start);
        List<BudgetWindow.Granted> grants = grants(budget, start, now);
        Instant end = next == null ? null : next.atStartOfDay(zone).toInstant();
        return new BudgetWindow(
                start,
                next == null ? null : next.minusDays(1),
                end,
                cap,
                booked,
                grants.stream().map(BudgetWindow.Granted::held).reduce(Money.dollars(0), BigDecimal::add),
                cap.subtract(booked).max(Money.dollars(0)),
                BudgetForecast.of(booked, cap, start.atStartOfDay(zone).toInstant(), end, now)
                        .orElse(null),
                grants);
    }

    private BigDecimal booked(BudgetView budget, LocalDate start) {
        Target target = budget.target();
        return jdbc.sql("SELECT nanos FROM spend WHERE scope = ? AND scope_id = ? AND period = ? AND window_start = ?")
                .params(target.level().name(), target.id(), budget.period().name(), start)
                .query((row, n) -> Money.dollars(row.getLong(1)))
                .optional()
                .orElse(Money.dollars(0));
    }

    private List<BudgetWindow.Granted> grants(BudgetView budget, LocalDate start, Instant now) {
        Target target = budget.target();
        boolean named = current.get().seesAll();
        return jdbc.sql("""
                        SELECT g.gateway_id, w.name, greatest(g.granted_nanos - g.booked_nanos, 0) AS outstanding, g.held_nanos, g.reported_at
                        FROM spend_grant g LEFT JOIN gateway w ON w.id = g.gateway_id
                        WHERE g.scope = ? AND g.scope_id = ? AND g.period = ? AND g.window_start = ?
                            AND (g.granted_nanos > g.booked_nanos OR g.held_nanos > 0)
                        ORDER BY outstanding DESC, g.gateway_id, g.log_id""")
                .params(target.level().name(), target.id(), budget.period().name(), start)
                .query((row, n) -> granted(row, named, now))
                .list();
    }

    private static BudgetWindow.Granted granted(ResultSet row, boolean named, Instant now) throws SQLException {
        Instant reportedAt = row.getTimestamp("reported_at").toInstant();
        @Nullable String name = row.getString("name");
        return new BudgetWindow.Granted(
                row.getObject("gateway_id", UUID.class),
                named ? name : null,
                Money.dollars(row.getLong("outstanding")),
                Money.dollars(row.getLong("held_nanos")),
                reportedAt,
                Math.max(0, Duration.between(reportedAt, now).toSeconds()));
    }
}
