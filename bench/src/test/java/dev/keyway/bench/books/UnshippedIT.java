package dev.keyway.bench.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.pair.Books;
import dev.keyway.bench.pair.Pair;
import dev.keyway.bench.pair.PairProgram;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.time.Awaiting;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway is stopped (SIGTERM) with 10,000 events that the admin service does not have. */
class UnshippedIT {

    private static final Path SOURCES = Path.of("..");
    private static final int EVENTS = 10_000;
    private static final int CLIENTS = 100;
    private static final double RATE = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void reportsWhatIsLeftAndShipsItOnceAfterTheNextStart(@TempDir Path folder) throws Exception {
        try (LoadedPair loaded = LoadedPair.start(folder, SOURCES, CLIENTS, RATE)) {
            Pair pair = loaded.pair();
            PairProgram gateway = pair.gateway();
            gateway.set("KEYWAY_SHUTDOWN_SHIP", "1s");
            loaded.killGateway(CLIENTS);
            loaded.awaitCalls(CLIENTS);
            pair.admin().kill();
            long stored = stored(pair);
            loaded.awaitCalls(EVENTS);
            loaded.stopLoad();

            int first = gateway.terminate();
            assertThat(gateway.output()).contains("usage is left in the log, to be shipped after the next start");
            assertThat(stored(pair)).isEqualTo(stored);

            gateway.set("KEYWAY_SHUTDOWN_SHIP", "5m");
            restart(gateway);
            CompletableFuture<Integer> second = CompletableFuture.supplyAsync(gateway::terminate);
            restart(pair.admin());
            Awaiting.until("the end of the gateway", PATIENCE, second::isDone);
            assertThat(second.get()).isEqualTo(first);
            assertThat(stored(pair)).isGreaterThanOrEqualTo(stored + EVENTS);
            Result result = loaded.compare();
            assertThat(result.wrong()).isEmpty();
            assertThat(result.verdicts()).allMatch(Verdict::met);
        }
    }

    private static void restart(PairProgram program) {
        PairProgram unused = program.restart();
    }

    private static long stored(Pair pair) throws Exception {
        try (Connection database = pair.connect()) {
            return Long.parseLong(Books.of(database)
                    .lines("SELECT count(*) FROM keyway.usage_event")
                    .getFirst());
        }
    }
}
