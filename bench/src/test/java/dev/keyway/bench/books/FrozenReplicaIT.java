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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two replicas of the admin service freezes while it stores a batch; the other takes the batch again. */
class FrozenReplicaIT {

    private static final Path SOURCES = Path.of("..");
    private static final int CLIENTS = 40;
    private static final double RATE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void theOtherGoesOnAndEachEventIsBookedOnce(@TempDir Path folder) throws Exception {
        try (LoadedPair loaded = LoadedPair.start(folder, SOURCES, CLIENTS, RATE);
                Connection database = loaded.pair().connect();
                Connection watch = loaded.pair().connect()) {
            Pair pair = loaded.pair();
            PairProgram replica = pair.startAdmin(Map.of());
            pair.gateway().set("KEYWAY_ADMIN_URL", pair.admin().origin() + "," + replica.origin());
            loaded.killGateway(CLIENTS);
            loaded.awaitCalls(CLIENTS);
            Books books = Books.of(watch);
            database.setAutoCommit(false);
            List<String> locked = Books.of(database).lines("SELECT log_id FROM keyway.usage_log FOR UPDATE");
            assertThat(locked).hasSize(1);
            Awaiting.until(
                    "a batch that waits for its log",
                    PATIENCE,
                    () -> !sessions(books, "wait_event_type = 'Lock'").isEmpty());
            pair.admin().freeze();
            database.rollback();
            Awaiting.until(
                    "a transaction that holds the log",
                    PATIENCE,
                    () -> !sessions(books, "state = 'idle in transaction'").isEmpty());
            long stored = stored(books);
            Awaiting.until("records by the other replica", PATIENCE, () -> stored(books) > stored);
            pair.admin().thaw();
            Result result = loaded.finish();
            assertThat(result.wrong()).isEmpty();
            assertThat(result.verdicts()).allMatch(Verdict::met);
        }
    }

    private static List<String> sessions(Books books, String condition) {
        return books.lines("SELECT pid FROM pg_stat_activity WHERE application_name = 'keyway-admin' AND " + condition);
    }

    private static long stored(Books books) {
        return Long.parseLong(
                books.lines("SELECT count(*) FROM keyway.usage_event").getFirst());
    }
}
