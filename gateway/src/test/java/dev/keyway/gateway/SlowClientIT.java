package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowClientIT {

    private static final int CLIENTS = 2;
    private static final int CHUNKS = 4_000;
    private static final int CHUNK_BYTES = 8 * 1024;

    @Test
    void clientsThatDoNotReadHoldNobodyUpAndAreNotBufferedFor() throws IOException {
        try (FakeProvider provider = FakeProvider.start("sk-1");
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), "sk-1")
                        .set("keyway.providers.openai.max-concurrent-requests-per-key", 0)
                        .set("logging.level.dev.keyway", "error")
                        .set("logging.level.keyway.access", "off")
                        .start();
                Traffic traffic = new Traffic(gateway);
                LeakWatch leakWatch = new LeakWatch()) {
            provider.when(Match.bodyContaining("echo:slow"))
                    .reply(Reply.chunks(CHUNKS).chunkBytes(CHUNK_BYTES));
            List<RawClient> slow = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                RawClient client = RawClient.connect(
                                "127.0.0.1", gateway.origin().getPort(), 4096)
                        .post("/v1/chat/completions", TestGateway.TOKEN, TestGateway.chatBody("m", "slow", true));
                client.readUntil("echo:slow");
                slow.add(client);
            }

            List<HttpResponse<String>> others = Traffic.run(400, 20, i -> traffic.chat("m", "quick-" + i, i % 2 == 0));

            assertThat(others).allSatisfy(answer -> assertThat(answer.body()).contains("echo:quick-"));
            assertThat(traffic.inFlight()).isEqualTo(CLIENTS);
            assertThat(provider.requests(Match.bodyContaining("echo:slow")))
                    .as("the provider cannot get rid of its stream either")
                    .allSatisfy(call -> assertThat(call.outcome()).isEqualTo(ReceivedRequest.Outcome.OPEN));
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
                    .as("direct memory, of which the streams would take " + (long) CLIENTS * CHUNKS * CHUNK_BYTES)
                    .isLessThan((long) CLIENTS * CHUNKS * CHUNK_BYTES / 2);

            assertTheRestComesOnceItIsRead(slow.removeFirst());
            for (RawClient client : slow) {
                client.close();
            }
            provider.awaitIdle(Duration.ofSeconds(5));
            traffic.awaitNothingInFlight();
            assertThat(leakWatch.leaks()).isEmpty();
        }
    }

    @Test
    void aClientThatTakesNothingForAsLongAsAChunkMayTakeHasLeft() throws IOException {
        try (FakeProvider provider = FakeProvider.start("sk-1");
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), "sk-1")
                        .set("keyway.chunk-gap-timeout", "500ms")
                        .start();
                Traffic traffic = new Traffic(gateway);
                LeakWatch leakWatch = new LeakWatch();
                RawClient stuck =
                        RawClient.connect("127.0.0.1", gateway.origin().getPort(), 4096)) {
            provider.when(Match.bodyContaining("echo:stuck"))
                    .reply(Reply.chunks(CHUNKS).chunkBytes(CHUNK_BYTES));
            stuck.post("/v1/chat/completions", TestGateway.TOKEN, TestGateway.chatBody("m", "stuck", true))
                    .readUntil("echo:stuck");

            provider.awaitIdle(Duration.ofSeconds(10));
            traffic.awaitNothingInFlight();

            assertThat(endOf(stuck)).doesNotContain("[DONE]").doesNotContain("\r\n0\r\n");
            assertThat(leakWatch.leaks()).isEmpty();
        }
    }

    /** What was on its way may still come, before the connection is found closed. */
    private static String endOf(RawClient client) throws IOException {
        try {
            return client.patience(Duration.ofSeconds(10)).readToEnd();
        } catch (SocketException reset) {
            return "";
        }
    }

    private static void assertTheRestComesOnceItIsRead(RawClient client) throws IOException {
        String rest = new String(client.readBytes(CHUNKS * CHUNK_BYTES), java.nio.charset.StandardCharsets.ISO_8859_1)
                + client.readUntil("[DONE]");
        assertThat(rest).contains(" w" + (CHUNKS - 1) + ".").endsWith("data: [DONE]");
        client.close();
    }
}
