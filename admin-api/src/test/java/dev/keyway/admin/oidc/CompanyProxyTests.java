package dev.keyway.admin.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.keyway.admin.address.OutboundNetworkTests;
import dev.keyway.admin.address.TrustTests;
import dev.keyway.testkit.network.ConnectProxy;
import dev.keyway.testkit.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.client.ResourceAccessException;

/** An OpenID Connect provider that is reached through a company's proxy alone. */
class CompanyProxyTests {

    private static final String HOST = "idp.example.com";
    private static final String ISSUER = "https://" + HOST;
    private static final String PASSWORD = "hunter2-hunter2";

    @TempDir
    Path folder;

    private SelfSigned certificate;
    private HttpsServer provider;
    private ConnectProxy proxy;

    @BeforeEach
    void open() throws IOException {
        certificate = SelfSigned.of(folder, HOST);
        provider = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        provider.createContext("/", exchange -> {
            byte[] body = "{\"issuer\": \"there\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        proxy = new ConnectProxy(
                "keyway", PASSWORD, Map.of(HOST, provider.getAddress().getPort()));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        provider.stop(0);
    }

    @Test
    void isAskedThroughIt() {
        assertThat(calls(PASSWORD).configuration(ISSUER)).containsEntry("issuer", "there");
        assertThat(proxy.asked()).containsExactly(HOST + ":443");
    }

    @Test
    void isNotAskedIfTheProxyRefuses() {
        assertThatThrownBy(() -> calls("wr0ng-" + PASSWORD).configuration(ISSUER))
                .isInstanceOf(ResourceAccessException.class)
                .satisfies(
                        failure -> assertThat(ProviderCalls.isSilence(failure)).isTrue())
                .satisfies(failure -> assertThat(String.valueOf(failure)).doesNotContain(PASSWORD));
    }

    private ProviderCalls calls(String password) {
        return new ProviderCalls(
                new OidcSettings(ISSUER, List.of("openid"), Duration.ofSeconds(10)),
                OutboundNetworkTests.through(
                        TrustTests.in(certificate.certificate()),
                        "http://keyway:" + password + "@127.0.0.1:" + proxy.port()),
                Clock.systemUTC());
    }
}
