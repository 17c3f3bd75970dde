package dev.keyway.admin.log;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How lines are logged.
 *
 * @param format {@code KEYWAY_LOG_FORMAT}: {@code text} or {@code json}, of every line
 */
@ConfigurationProperties("keyway.log")
record LogSettings(@DefaultValue("text") Format format) {

    /** What a line looks like. */
    enum Format {
        TEXT,
        JSON
    }
}
