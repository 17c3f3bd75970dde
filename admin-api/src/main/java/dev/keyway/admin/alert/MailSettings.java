package dev.keyway.admin.alert;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Mail server for alerts, {@code KEYWAY_MAIL_…}.
 *
 * @param host Mail server for alerts. Not set: no mail.
 * @param port Port of the mail server.
 * @param from Sender of the mails. Not set: no mail.
 * @param user Login at the mail server. Not set: no login.
 * @param password Password at the mail server.
 * @param tls Whether the connection to the mail server must be encrypted (STARTTLS).
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
