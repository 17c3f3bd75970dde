package dev.keyway.admin.usage.query;

import dev.keyway.admin.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * Sums of usage records; adjustments are not part of them.
 *
 * @param requests requests that were admitted
 * @param errors those of them that failed, broke off or were interrupted; that a client gave up is not an error
 * @param refused requests that were refused at admission
 * @param units units by meter, in disjoint meters except {@code reasoning}, which is part of {@code output}; zeros are left out
 * @param unpriced those of the units that have no price
 * @param cost dollars, exact to the nano-dollar
 * @param estimated requests whose usage is an estimate
 * @param estimatedShare part of the requests whose usage is an estimate, from 0 to 1
 */
record UsageSums(
        long requests,
        long errors,
        long refused,
        Map<String, Long> units,
        Map<String, Long> unpriced,
        BigDecimal cost,
        long estimated,
        double estimatedShare) {

    private static final double DIGITS = 1_000_000;

    static UsageSums of(ResultSet row) throws SQLException {
        long requests = row.getLong("requests");
        long estimated = row.getLong("estimated");
        return new UsageSums(
                requests,
                row.getLong("errors"),
                row.getLong("refused"),
                UsageUnits.of(row),
                UsageUnits.unpriced(row),
                Money.dollars(row.getLong("cost_nanos")),
                estimated,
                requests == 0 ? 0 : Math.round(DIGITS * estimated / requests) / DIGITS);
    }
}
