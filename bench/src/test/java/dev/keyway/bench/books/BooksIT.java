package dev.keyway.bench.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.rig.Verdict;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each call is in the books exactly once, although the programs are killed under load. */
class BooksIT {

    private static final Path SOURCES = Path.of("..");
    private static final int CLIENTS = 100;
    private static final double RATE = 250;
    private static final int GATEWAY_KILLS = 5;
    private static final int ADMIN_KILLS = 3;
    private static final int LEAST_CALLS = 200;
    private static final int MOST_CALLS = 500;

    @Test
    void noCallIsLostOrDoubledIfGatewayAndAdminServiceAreKilled(@TempDir Path folder) throws Exception {
        Random random = new Random();
        try (LoadedPair pair = LoadedPair.start(folder, SOURCES, CLIENTS, RATE)) {
            for (int i = 0; i < GATEWAY_KILLS; i++) {
                if (i < ADMIN_KILLS) {
                    pair.killAdmin(random.nextInt(LEAST_CALLS, MOST_CALLS));
                }
                pair.killGateway(random.nextInt(LEAST_CALLS, MOST_CALLS));
            }
            Result result = pair.finish();
            assertThat(result.wrong()).isEmpty();
            assertThat(result.verdicts()).allMatch(Verdict::met);
            assertThat(result.findings().whole).isGreaterThan((GATEWAY_KILLS + ADMIN_KILLS) * (LEAST_CALLS - CLIENTS));
            assertThat(result.outages())
                    .hasSize(GATEWAY_KILLS)
                    .allSatisfy(outage -> assertThat(result.calls())
                            .as("calls in flight at a kill")
                            .anyMatch(call -> call.ending() == Call.Ending.CUT && outage.cuts(call)));
            assertThat(result.findings().interrupted).isPositive();
        }
    }
}
