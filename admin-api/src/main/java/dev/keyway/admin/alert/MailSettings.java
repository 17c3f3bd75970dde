package dev.keyway.admin.alert;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail is sent.
 *
 * @param host {@code KEYWAY_MAIL_HOST}; none: no mail is sent
 * @param port {@code KEYWAY_MAIL_PORT}
 * @param from {@code KEYWAY_MAIL_FROM}
 * @param user {@code KEYWAY_MAIL_USER}; none: without signing in
 * @param password {@code KEYWAY_MAIL_PASSWORD}
 * @param tls {@code KEYWAY_MAIL_TLS}: whether the connection must be made secure (STARTTLS)
 */
@ConfigurationProperties("keyway.mail")
record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("") String from,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("true") boolean tls) {

    boolean isSet() {
        return !host.isBlank() && !from.isBlank();
    }

    @Override
    public String toString() {
        return "MailSettings[host=" + host + "]";
    }
}
