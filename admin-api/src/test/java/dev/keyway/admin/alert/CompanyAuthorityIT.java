package dev.keyway.admin.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.address.OutboundNetwork;
import dev.keyway.admin.address.ScriptedNames;
import dev.keyway.admin.address.Trust;
import dev.keyway.admin.address.TrustTests;
import dev.keyway.testkit.tls.SelfSigned;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks and mail servers whose certificates a company's own authority has signed. */
class CompanyAuthorityIT {

    private static final String HOOKS = "hooks.example.com";
    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    static Path folder;

    private static SelfSigned certificate;
    private static Trust trusting;

    private final ChannelSeal seal = AdminServer.shared().bean(ChannelSeal.class);

    @BeforeAll
    static void makeCertificate() {
        certificate = SelfSigned.of(folder, HOOKS, "localhost");
        trusting = TrustTests.in(certificate.certificate());
    }

    @Test
    void webhooksAreCalledOnceTheAuthorityIsTrusted() throws IOException {
        try (Receiver receiver = new Receiver(certificate.server())) {
            String url = receiver.urlByName(HOOKS, "/hook");
            assertThat(send(Trust.java(), url))
                    .hasValueSatisfying(why -> assertThat(why).contains("certificat"));
            assertThat(receiver.at("/hook")).isEmpty();

            assertThat(send(trusting, url)).isEmpty();
            assertThat(receiver.at("/hook")).hasSize(1);
        }
    }

    @Test
    void mailIsSentOnceTheAuthorityIsTrusted() throws IOException {
        try (PostOffice office = new PostOffice(certificate.server())) {
            assertThat(mail(Trust.java(), office)).isPresent();
            assertThat(office.mails).isEmpty();

            assertThat(mail(trusting, office)).isEmpty();
            assertThat(office.mails).hasSize(1);
        }
    }

    private Optional<String> send(Trust trust, String url) throws IOException {
        ScriptedNames names = new ScriptedNames(LOOPBACK, LOOPBACK, LOOPBACK);
        Webhook webhook = new Webhook(
                names.urlsWithWebhooksIn("127.0.0.0/8"), OutboundNetwork.direct(trust), seal, Clock.systemUTC());
        try {
            return webhook.send(WebhookIT.delivery(seal, url));
        } finally {
            webhook.destroy();
        }
    }

    private Optional<String> mail(Trust trust, PostOffice office) {
        var settings = new MailSettings("localhost", office.port(), "keyway@example.com", "", "", true);
        UUID channel = UUID.randomUUID();
        UUID installation = UUID.randomUUID();
        Delivery delivery = WebhookIT.delivery(seal, "https://unused.example.com");
        return new Mail(settings, trust, JsonMapper.shared())
                .send(new Delivery(
                        delivery.id(),
                        channel,
                        delivery.use(),
                        ChannelKind.MAIL,
                        seal.target(installation, channel, ChannelKind.MAIL, "ops@example.com"),
                        "test",
                        "{\"text\": \"Hello\"}",
                        1,
                        null,
                        installation));
    }
}
