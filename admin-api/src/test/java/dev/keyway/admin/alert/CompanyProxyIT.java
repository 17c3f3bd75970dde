package dev.keyway.admin.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.address.CallableUrls;
import dev.keyway.admin.address.OutboundNetworkTests;
import dev.keyway.admin.address.ScriptedNames;
import dev.keyway.admin.address.Trust;
import dev.keyway.admin.address.TrustTests;
import dev.keyway.testkit.network.ConnectProxy;
import dev.keyway.testkit.tls.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of a company that lets nothing out but through its proxy. */
class CompanyProxyIT {

    private static final String HOOKS = "hooks.example.com";
    private static final String PASSWORD = "hunter2-hunter2";
    private static final String UNKNOWN = "unknown.invalid";

    @TempDir
    Path folder;

    private final ChannelSeal seal = AdminServer.shared().bean(ChannelSeal.class);
    private Receiver receiver;
    private ConnectProxy proxy;
    private Trust trust;

    @BeforeEach
    void open() throws IOException {
        SelfSigned certificate = SelfSigned.of(folder, HOOKS);
        trust = TrustTests.in(certificate.certificate());
        receiver = new Receiver(certificate.server());
        proxy = new ConnectProxy(
                "keyway",
                PASSWORD,
                Map.of(HOOKS, URI.create(receiver.urlByName(HOOKS, "/")).getPort()));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        receiver.close();
    }

    @Test
    void aReceiverThatOnlyTheProxyKnowsIsCalled() throws IOException {
        assertThat(send(new ScriptedNames(UNKNOWN, UNKNOWN).urls(), PASSWORD)).isEmpty();

        assertThat(receiver.at("/hook")).hasSize(1);
        assertThat(receiver.at("/hook").getFirst().headers()).doesNotContainKey("proxy-authorization");
        assertThat(proxy.asked()).containsExactly(HOOKS + ":443");
    }

    @Test
    void noneIsCalledWhoseNameLeadsToAPrivateAddressByNow() throws IOException {
        assertThat(send(new ScriptedNames("8.8.8.8", "10.1.2.3").urls(), PASSWORD))
                .contains("hooks.example.com resolves to an address that is not allowed");
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void aReceiverThatAsksForThePasswordOfTheProxyIsCalledOnce() throws IOException {
        receiver.answers(407, 407);

        assertThat(send(new ScriptedNames(UNKNOWN, UNKNOWN).urls(), PASSWORD)).contains("the receiver answered 407");
        assertThat(receiver.at("/hook")).hasSize(1);
        assertThat(receiver.at("/hook").getFirst().headers()).doesNotContainKey("proxy-authorization");
    }

    @Test
    void aHostThatNeedsNoProxyIsCalledDirectly() throws IOException {
        ScriptedNames names = new ScriptedNames("127.0.0.1", "127.0.0.1");
        Webhook webhook = new Webhook(
                names.urlsWithWebhooksIn("127.0.0.0/8"),
                OutboundNetworkTests.through(trust, address(PASSWORD), ".example.com"),
                seal,
                Clock.systemUTC());
        try {
            assertThat(webhook.send(WebhookIT.delivery(seal, receiver.urlByName(HOOKS, "/hook"))))
                    .isEmpty();
        } finally {
            webhook.destroy();
        }
        assertThat(proxy.asked()).isEmpty();
        assertThat(receiver.at("/hook")).hasSize(1);
    }

    @Test
    void aRefusalOfTheProxyIsSaidWithoutThePassword() throws IOException {
        assertThat(send(new ScriptedNames(UNKNOWN, UNKNOWN).urls(), "wr0ng-" + PASSWORD))
                .hasValueSatisfying(why -> assertThat(why).isEqualTo("the proxy answered 407"));
        assertThat(receiver.at("/hook")).isEmpty();
    }

    private Optional<String> send(CallableUrls urls, String password) throws IOException {
        Webhook webhook =
                new Webhook(urls, OutboundNetworkTests.through(trust, address(password)), seal, Clock.systemUTC());
        try {
            return webhook.send(WebhookIT.delivery(seal, "https://" + HOOKS + "/hook"));
        } finally {
            webhook.destroy();
        }
    }

    private String address(String password) {
        return "http://keyway:" + password + "@127.0.0.1:" + proxy.port();
    }
}
