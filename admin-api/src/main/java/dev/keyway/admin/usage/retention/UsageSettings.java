package dev.keyway.admin.usage.retention;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Retention of usage records, {@code KEYWAY_USAGE_…}.
 *
 * @param keepMonths How many complete months of usage records to retain in addition to the current one. 0 retains all. The sums
 *     remain when records are dropped.
 */
@ConfigurationProperties("keyway.usage")
record UsageSettings(@DefaultValue("0") int keepMonths) {}
