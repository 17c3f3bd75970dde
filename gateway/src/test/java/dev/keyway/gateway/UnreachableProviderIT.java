package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnreachableProviderIT {

    @Test
    void aRefusedConnectionAndOneResetWhenAcceptedAreTriedAgain() throws IOException {
        UnusedPort unused = new UnusedPort();
        int port = unused.number();
        try (unused;
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", URI.create("http://127.0.0.1:" + port + "/v1"), "sk-1", "sk-2")
                        .set("keyway.providers.openai.max-concurrent-requests-per-key", 0)
                        .with(Records.Kept.class)
                        .start();
                Traffic traffic = new Traffic(gateway)) {
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.of(false, true)
                    .map(stream -> traffic.chat("m", "late", stream))
                    .toList();
            Awaiting.until(
                    "two refused attempts", () -> Records.of(gateway).attempts().size() == 2);
            unused.close();
            try (FakeProvider provider =
                    FakeProvider.builder().port(port).keys("sk-1", "sk-2").start()) {
                provider.resetNextConnections(1);
                answers.forEach(answer -> {
                    assertThat(answer.join().statusCode()).isEqualTo(200);
                    assertThat(answer.join().body()).contains("echo:late");
                });
                assertThat(Records.of(gateway).attempts())
                        .filteredOn(attempt -> attempt.result().equals("connection"))
                        .hasSize(3);
                assertThat(traffic.inFlight()).isZero();
            }
        }
    }

    @Test
    void aProviderThatStaysAwayIsToldTruthfully() throws IOException {
        UnusedPort unused = new UnusedPort();
        URI nobody = URI.create("http://127.0.0.1:" + unused.number() + "/v1");
        try (unused;
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", nobody, "sk-1")
                        .set("keyway.global-timeout", "1s")
                        .start();
                Traffic traffic = new Traffic(gateway)) {
            HttpResponse<String> answer = gateway.chat("m", "nobody");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("provider_error").doesNotContain(nobody.getAuthority());
            assertThat(traffic.inFlight()).isZero();
        }
    }

    /** A port of this machine that is taken, so that nobody else gets it, and refuses connections, since nobody listens. */
    private static final class UnusedPort implements AutoCloseable {

        private final Socket bound = new Socket();

        UnusedPort() throws IOException {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        int number() {
            return bound.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            bound.close();
        }
    }
}
