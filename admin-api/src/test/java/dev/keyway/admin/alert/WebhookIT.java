package dev.keyway.admin.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.address.OutboundNetwork;
import dev.keyway.admin.address.ScriptedNames;
import dev.keyway.admin.address.Trust;
import dev.keyway.admin.address.Use;
import dev.keyway.contract.Secret;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is judged when an address is read is judged again when it is connected to. */
class WebhookIT {

    private final ChannelSeal seal = AdminServer.shared().bean(ChannelSeal.class);

    @Test
    void aNameThatLeadsElsewhereByTheTimeOfTheConnectionGetsNone() throws Exception {
        ScriptedNames names = new ScriptedNames("8.8.8.8", "127.0.0.1");
        Webhook webhook = new Webhook(names.urls(), OutboundNetwork.direct(Trust.java()), seal, Clock.systemUTC());
        try (ServerSocket inside = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            inside.setSoTimeout(1);
            assertThat(webhook.send(delivery(seal, "https://hook.example.com:" + inside.getLocalPort() + "/path")))
                    .contains("hook.example.com resolves to an address that is not allowed");
            assertThat(names.asked()).isEqualTo(2);
            assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
        } finally {
            webhook.destroy();
        }
    }

    @Test
    void aTenantLearnsNothingOfNamesWhenItEntersOne() {
        for (String inside : List.of("10.1.2.3", "127.0.0.1")) {
            ScriptedNames names = new ScriptedNames(inside, inside);
            names.urls().requireWhole("target", "https://hook.example.com/x", Use.TENANTS_WEBHOOK);
            assertThat(names.asked()).isZero();
            assertThatThrownBy(() -> names.urls().requireWhole("target", "https://hook.example.com/x", Use.WEBHOOK))
                    .hasMessageContaining("KEYWAY_ALLOW_PRIVATE_WEBHOOKS");
            assertThatThrownBy(
                            () -> names.urls().requireWhole("target", "https://" + inside + "/x", Use.TENANTS_WEBHOOK))
                    .hasMessage("target must not lead to a private address.");
        }
    }

    static Delivery delivery(ChannelSeal seal, String address) {
        UUID installation = UUID.randomUUID();
        UUID channel = UUID.randomUUID();
        return new Delivery(
                UUID.randomUUID(),
                channel,
                Use.WEBHOOK,
                ChannelKind.WEBHOOK,
                seal.target(installation, channel, ChannelKind.WEBHOOK, address),
                "test",
                "{}",
                1,
                seal.secret(installation, channel, Secret.of(Signature.PREFIX + "c2VjcmV0")),
                installation);
    }
}
