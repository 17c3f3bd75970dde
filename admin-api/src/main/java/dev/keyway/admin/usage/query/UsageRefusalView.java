package dev.keyway.admin.usage.query;

import dev.keyway.admin.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refusal at admission: whose limit was reached, and how far it was used.
 *
 * @param scope {@code tenant}, {@code team} or {@code token}
 * @param limit dollars of a budget; requests or tokens of another limit
 * @param used how much of it was used, in the same unit
 */
record UsageRefusalView(String scope, BigDecimal limit, BigDecimal used) {

    private static final Set<String> OF_BUDGETS = Set.of("insufficient_quota", "budget_reserved");

    /** Null if the record is no refusal by a limit. */
    static @Nullable UsageRefusalView of(ResultSet row) throws SQLException {
        String scope = row.getString("refusal_scope");
        Long limit = row.getObject("refusal_limit", Long.class);
        Long used = row.getObject("refusal_used", Long.class);
        if (scope == null || limit == null || used == null) {
            return null;
        }
        boolean isBudget = OF_BUDGETS.contains(row.getString("error_code"));
        return new UsageRefusalView(scope, amount(limit, isBudget), amount(used, isBudget));
    }

    private static BigDecimal amount(long number, boolean isNanos) {
        return isNanos ? Money.dollars(number) : BigDecimal.valueOf(number);
    }
}
