package dev.keyway.filters.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyway.contract.Secret;
import dev.keyway.filters.control.ControlClient;
import dev.keyway.filters.control.ControlResponse;
import dev.keyway.filters.control.Credential;
import dev.keyway.filters.control.Standing;
import dev.keyway.filters.settings.ControlSettings;
import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.spool.Preallocator;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.filters.usage.SpooledUsageLog;
import dev.keyway.filters.usage.TestRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipper's thread, against an HTTP server. */
class UsageShipperTests {

    @TempDir
    private Path directory;

    private final FakeAdmin admin = new FakeAdmin();
    private final AtomicBoolean isAway = new AtomicBoolean();
    private final CountDownLatch taken = new CountDownLatch(1);
    private HttpServer server;
    private ControlClient client;
    private SegmentLog segments;
    private SpooledUsageLog log;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/gateway/v1/usage", this::answer);
        server.start();
        client = new ControlClient(
                new ControlSettings(
                        List.of(URI.create(
                                "http://localhost:" + server.getAddress().getPort())),
                        Secret.of("kwg_test"),
                        null,
                        Duration.ofHours(1),
                        ControlSettings.References.NONE,
                        List.of()),
                NetworkSettings.DIRECT,
                new Credential(Secret.of("kwg_test"), null),
                new Standing());
        segments =
                SegmentLog.open(new SegmentLogOptions(directory, "key_usage.log", 1 << 20, 50, Preallocator.ZEROS), 0);
        log = new SpooledUsageLog(segments);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.stop(0);
        segments.close();
    }

    @Test
    void shipsAnEventSoonAfterItsEnd() throws Exception {
        try (UsageShipper shipper = shipper(Duration.ofSeconds(5))) {
            TestRequests.serve(log, "req_1");

            assertThat(taken.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(shipper.status().lastSequence()).isEqualTo(4);
        }
        assertThat(admin.stored).hasSize(1);
    }

    @Test
    void shipsWhatIsLeftBeforeItEnds() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            TestRequests.serve(log, "req_" + i);
            if (i % 100 == 0) {
                segments.maintain();
            }
        }
        shipper(Duration.ofSeconds(30)).close();

        assertThat(admin.stored).hasSize(10_000);
        assertThat(admin.batches).hasSizeLessThan(5);
    }

    @Test
    void leavesInTheLogWhatItCannotShipBeforeItEnds() throws Exception {
        isAway.set(true);
        TestRequests.serve(log, "req_1");
        UsageShipper shipper = shipper(Duration.ofMillis(300));
        shipper.close();

        assertThat(admin.stored).isEmpty();
        isAway.set(false);
        shipper(Duration.ofSeconds(5)).close();
        assertThat(admin.stored).hasSize(1);
    }

    private UsageShipper shipper(Duration shutdown) throws IOException {
        return UsageShipper.start(
                directory,
                segments,
                sequence -> {},
                packed -> client.post("/gateway/v1/usage", packed, "gzip"),
                () -> null,
                shutdown);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] packed = exchange.getRequestBody().readAllBytes();
            if (isAway.get() || !"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            ControlResponse.Success success = (ControlResponse.Success) admin.post(packed);
            exchange.sendResponseHeaders(200, success.body().length);
            exchange.getResponseBody().write(success.body());
            taken.countDown();
        }
    }
}
