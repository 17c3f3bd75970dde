package dev.keyway.admin.alert;

import dev.keyway.admin.database.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Retention of deliveries, {@code KEYWAY_DELIVERY_…}.
 *
 * @param keepDays How many days to retain deliveries of alerts, whether by webhook or by mail: from 1 to 3650.
 */
@ConfigurationProperties("keyway.delivery")
record DeliverySettings(@DefaultValue("90") int keepDays) {

    private static final int MOST_DAYS = 3_650;

    /** @throws InvalidSettingException if it is out of range */
    DeliverySettings {
        if (keepDays < 1 || keepDays > MOST_DAYS) {
            throw new InvalidSettingException(
                    "KEYWAY_DELIVERY_KEEPDAYS", "is %d; it must be from 1 to %d days".formatted(keepDays, MOST_DAYS));
        }
    }
}
