package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.network.ConnectProxy;
import dev.keyway.testkit.network.SocketRelay;
import dev.keyway.testkit.provider.FakeProvider;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A provider behind a company's proxy, with a certificate of the company's own authority. */
@ExtendWith(OutputCaptureExtension.class)
class CompanyNetworkIT {

    /** A name that no resolver knows (RFC 6761). */
    private static final String HOST = "llm.company.invalid";

    private static final String PASSWORD = "pr0xy-c4n4ry";

    private static FakeProvider provider;
    private static SocketRelay front;
    private static ConnectProxy proxy;
    private static String authority;
    private static StandaloneGateway gateway;

    /** Closed together: Netty's event loops are shared, and end with the first of them. */
    private static final List<StandaloneGateway> gateways = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        PrivateAuthority made = new PrivateAuthority(folder, HOST, "localhost");
        authority = made.pem().toString();
        provider = FakeProvider.start("sk-openai", "sk-near");
        front = SocketRelay.decrypting(made.server(), provider.port());
        proxy = new ConnectProxy("keyway", PASSWORD, Map.of(HOST, front.port()));
        gateway = gateway("KEYWAY_CA_FILE=" + authority, "HTTPS_PROXY=" + proxyAddress(PASSWORD));
    }

    @AfterAll
    static void stop() throws Exception {
        gateways.forEach(StandaloneGateway::close);
        proxy.close();
        front.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void reachesAProviderWhoseHostOnlyTheProxyKnows() {
        HttpResponse<String> answer = gateway.gateway().chat("openai/gpt-4o", "c1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("echo:c1");
        assertThat(proxy.asked()).isNotEmpty().containsOnly(HOST + ":443");
        assertThat(provider.lastRequest().header("host")).isEqualTo(HOST);
        assertThat(provider.lastRequest().header("proxy-authorization")).isNull();
    }

    @Test
    void streamsThroughTheProxy() {
        HttpResponse<String> answer = gateway.gateway().chatStream("openai/gpt-4o", "c2");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("echo:c2").endsWith("data: [DONE]\n\n");
    }

    @Test
    void goesStraightToAHostThatNeedsNoProxy() {
        HttpResponse<String> answer = gateway.gateway().chat("near/own-model", "c3");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(proxy.asked()).noneMatch(asked -> asked.startsWith("localhost"));
    }

    @Test
    void tellsThatTheHandshakeFailedWithoutTheAuthoritysCertificate(CapturedOutput log) {
        StandaloneGateway trustless = gateway("HTTPS_PROXY=" + proxyAddress(PASSWORD));

        HttpResponse<String> answer = trustless.gateway().chat("openai/gpt-4o", "c4");

        assertFailed(answer, "the TLS handshake with the provider failed", log);
    }

    @Test
    void trustsNoCertificateOfAnotherName(CapturedOutput log) {
        HttpResponse<String> answer = gateway.gateway().chat("alias/own-model", "c6");

        assertFailed(answer, "the TLS handshake with the provider failed", log);
    }

    @Test
    void tellsThatTheProxyRefusedWithoutShowingItsPassword(CapturedOutput log) {
        StandaloneGateway stranger =
                gateway("KEYWAY_CA_FILE=" + authority, "HTTPS_PROXY=" + proxyAddress("wr0ng-" + PASSWORD));

        HttpResponse<String> answer = stranger.gateway().chat("openai/gpt-4o", "c5");

        assertFailed(answer, "the outgoing proxy refused the connection to the provider", log);
    }

    private static void assertFailed(HttpResponse<String> answer, String reason, CapturedOutput log) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains(reason, "provider_error");
        assertThat(answer.body() + answer.headers().map()).doesNotContain(HOST, PASSWORD, "127.0.0.1");
        assertThat(log.getAll()).isNotEmpty().doesNotContain(PASSWORD, "sk-openai", HOST);
        assertThat(provider.requestCount()).isZero();
    }

    private static StandaloneGateway gateway(String... network) {
        StandaloneGateway started = StandaloneGateway.start(
                "GLOBAL_TIMEOUT=1",
                "OPENAI_API_BASE=https://" + HOST + "/v1",
                "OPENAI_API_KEY=sk-openai",
                "NEAR_API_BASE=https://localhost:" + front.port() + "/v1",
                "NEAR_API_KEY=sk-near",
                "ALIAS_API_BASE=https://127.0.0.1:" + front.port() + "/v1",
                "ALIAS_API_KEY=sk-near",
                "NO_PROXY=localhost,127.0.0.1",
                String.join("\n", network));
        gateways.add(started);
        return started;
    }

    private static String proxyAddress(String password) {
        return "http://keyway:" + password + "@127.0.0.1:" + proxy.port();
    }
}
