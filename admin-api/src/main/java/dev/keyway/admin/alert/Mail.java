package dev.keyway.admin.alert;

import dev.keyway.admin.address.Trust;
import java.util.Optional;
import java.util.Properties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends mail. */
@Component
@EnableConfigurationProperties(MailSettings.class)
class Mail {

    private static final String TIMEOUT_MILLIS = "10000";

    private final MailSettings settings;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final JsonMapper json;

    Mail(MailSettings settings, Trust trust, JsonMapper json) {
        this.settings = settings;
        this.json = json;
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        Properties properties = sender.getJavaMailProperties();
        if (!settings.user().isBlank()) {
            sender.setUsername(settings.user());
            sender.setPassword(settings.password());
            properties.setProperty("mail.smtp.auth", "true");
        }
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "" + settings.tls());
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", trust.context().getSocketFactory());
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    }

    /** Why it failed; empty if the server took it. */
    Optional<String> send(Delivery delivery) {
        if (!settings.isSet()) {
            return Optional.of("KEYWAY_MAIL_HOST and KEYWAY_MAIL_FROM are not set");
        }
        JsonNode body = json.readTree(delivery.body());
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(settings.from());
        message.setTo(delivery.target().shown());
        message.setSubject("Keyway: " + delivery.event().replace('_', ' '));
        message.setText(body.path("text").asString() + "\n\n"
                + json.writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n");
        try {
            sender.send(message);
            return Optional.empty();
        } catch (MailException failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }
}
