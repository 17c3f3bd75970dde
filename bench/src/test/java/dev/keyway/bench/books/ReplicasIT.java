package dev.keyway.bench.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.pair.LostAnswers;
import dev.keyway.bench.pair.Pair;
import dev.keyway.bench.pair.PairProgram;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.time.Awaiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two replicas of the admin service stores a batch and is not heard; the other takes it again. */
class ReplicasIT {

    private static final Path SOURCES = Path.of("..");
    private static final int CLIENTS = 40;
    private static final double RATE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int EVERY = 3;
    private static final int LOST_EACH = 3;

    @Test
    void anEventIsBookedOnceIfTheAnswerToItsBatchIsLost(@TempDir Path folder) throws Exception {
        try (LoadedPair loaded = LoadedPair.start(folder, SOURCES, CLIENTS, RATE)) {
            Pair pair = loaded.pair();
            PairProgram replica = pair.startAdmin(Map.of());
            try (LostAnswers first = new LostAnswers(pair.admin().origin(), EVERY);
                    LostAnswers second = new LostAnswers(replica.origin(), EVERY)) {
                pair.gateway().set("KEYWAY_ADMIN_URL", first.origin() + "," + second.origin());
                loaded.killGateway(CLIENTS);
                Awaiting.until(
                        "lost answers of both replicas",
                        PATIENCE,
                        () -> first.lost() >= LOST_EACH && second.lost() >= LOST_EACH);
                first.atLoss(pair.admin()::kill);
                Awaiting.until(
                        "a replica that is killed before its answer",
                        PATIENCE,
                        () -> !pair.admin().isAlive());
                loaded.awaitCalls(CLIENTS);
                first.atLoss(() -> {});
                PairProgram unused = pair.admin().relaunch();
                Result result = loaded.finish();
                assertThat(result.wrong()).isEmpty();
                assertThat(result.verdicts()).allMatch(Verdict::met);
            }
        }
    }
}
