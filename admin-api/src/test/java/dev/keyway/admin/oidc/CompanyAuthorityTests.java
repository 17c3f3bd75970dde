package dev.keyway.admin.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.keyway.admin.address.OutboundNetwork;
import dev.keyway.admin.address.Trust;
import dev.keyway.admin.address.TrustTests;
import dev.keyway.testkit.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.client.ResourceAccessException;

/** An OpenID Connect provider whose certificate a company's own authority has signed. */
class CompanyAuthorityTests {

    @TempDir
    Path folder;

    @Test
    void isAskedOnceTheAuthorityIsTrusted() throws IOException {
        SelfSigned certificate = SelfSigned.of(folder, "localhost");
        HttpsServer provider = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        provider.createContext("/", exchange -> {
            byte[] body = "{\"issuer\": \"here\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        try {
            String issuer = "https://localhost:" + provider.getAddress().getPort();
            assertThatThrownBy(() -> calls(Trust.java(), issuer).configuration(issuer))
                    .isInstanceOf(ResourceAccessException.class)
                    .hasMessageContaining("certif");
            assertThat(calls(TrustTests.in(certificate.certificate()), issuer).configuration(issuer))
                    .containsEntry("issuer", "here");
        } finally {
            provider.stop(0);
        }
    }

    private static ProviderCalls calls(Trust trust, String issuer) {
        return new ProviderCalls(
                new OidcSettings(issuer, List.of("openid"), Duration.ofSeconds(10)),
                OutboundNetwork.direct(trust),
                Clock.systemUTC());
    }
}
