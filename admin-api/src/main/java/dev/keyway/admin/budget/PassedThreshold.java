package dev.keyway.admin.budget;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Threshold of a budget that booked spend has passed.
 *
 * @param percent of the budget, with the raises in force
 */
record PassedThreshold(UUID budget, LocalDate windowStart, int percent, Alert alert) {

    static PassedThreshold of(ResultSet row) throws SQLException {
        UUID budget = row.getObject("id", UUID.class);
        LocalDate start = row.getObject("window_start", LocalDate.class);
        int percent = row.getInt("percent");
        String scope = row.getString("scope").toLowerCase(Locale.ROOT);
        String period = row.getString("period");
        String name = row.getString("name");
        String booked = Money.dollars(row.getLong("nanos")).toPlainString();
        String limit = dollars(row.getBigDecimal("cap"));
        Alert alert = new Alert(
                AlertEvent.BUDGET_SOFT,
                row.getObject("tenant_id", UUID.class),
                "budget %s soft %d %s".formatted(budget, percent, start),
                "The budget of the %s '%s' for the %s from %s is spent to %d %%: %s of %s dollars."
                        .formatted(scope, name, period.toLowerCase(Locale.ROOT), start, percent, booked, limit),
                Map.of(
                        "budgetId", budget.toString(),
                        "scope", scope,
                        "scopeId", row.getString("scope_id"),
                        "name", name,
                        "period", period,
                        "windowStart", start.toString(),
                        "threshold", percent,
                        "booked", booked,
                        "limit", limit));
        return new PassedThreshold(budget, start, percent, alert);
    }

    /** Raises may come to more than a long. */
    private static String dollars(BigDecimal nanos) {
        return Money.dollars(nanos.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact())
                .toPlainString();
    }
}
