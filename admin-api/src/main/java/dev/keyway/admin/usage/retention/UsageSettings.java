package dev.keyway.admin.usage.retention;

import dev.keyway.admin.database.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Retention of usage, {@code KEYWAY_USAGE_…}.
 *
 * @param keepMonths How many complete months of usage records to retain in addition to the current one. 0 retains all. The sums
 *     remain when records are dropped.
 * @param keepRefusalMonths How many complete months of refusals to retain in addition to the current one, at least 2. 0 retains them as
 *     long as other usage records. The sums remain when refusals are dropped.
 * @param keepSumMonths How many complete months of sums to retain in addition to the current one, at least 3 and at least as many as of
 *     usage records. 0 retains all. Spend, closing sums and closed statements remain when sums are dropped.
 */
@ConfigurationProperties("keyway.usage")
record UsageSettings(
        @DefaultValue("0") int keepMonths,
        @DefaultValue("0") int keepRefusalMonths,
        @DefaultValue("0") int keepSumMonths) {

    private static final int MOST_MONTHS = 1_200;
    private static final int FEWEST_REFUSAL_MONTHS = 2;
    private static final int FEWEST_SUM_MONTHS = 3;

    /** @throws InvalidSettingException if one of them is out of range */
    UsageSettings {
        require("KEYWAY_USAGE_KEEPMONTHS", keepMonths, 1);
        require("KEYWAY_USAGE_KEEPREFUSALMONTHS", keepRefusalMonths, FEWEST_REFUSAL_MONTHS);
        require("KEYWAY_USAGE_KEEPSUMMONTHS", keepSumMonths, FEWEST_SUM_MONTHS);
        if (keepSumMonths > 0 && (keepMonths == 0 || keepSumMonths < keepMonths)) {
            throw new InvalidSettingException(
                    "KEYWAY_USAGE_KEEPSUMMONTHS",
                    "is %d; sums must be retained at least as long as usage records, and KEYWAY_USAGE_KEEPMONTHS is %d"
                            .formatted(keepSumMonths, keepMonths));
        }
    }

    private static void require(String name, int months, int fewest) {
        if (months != 0 && (months < fewest || months > MOST_MONTHS)) {
            throw new InvalidSettingException(
                    name,
                    "is %d; it must be from %d to %d months, or 0 to retain all"
                            .formatted(months, fewest, MOST_MONTHS));
        }
    }
}
