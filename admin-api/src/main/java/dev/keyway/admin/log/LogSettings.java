package dev.keyway.admin.log;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Log format, {@code KEYWAY_LOG_…}.
 *
 * @param format Format of all log lines. With {@code json} each line is an object with {@code time}, {@code level},
 *     {@code logger}, {@code message}, {@code requestId}.
 */
@ConfigurationProperties("keyway.log")
record LogSettings(@DefaultValue("text") Format format) {

    /** What a line looks like. */
    enum Format {
        TEXT,
        JSON
    }
}
