package dev.keyway.admin.usage.export;

import dev.keyway.admin.database.DatabaseSettings;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Turns of exports: each holds a connection of the API while its client reads, so that there are few at once, and none waits long for
 * its client.
 */
@Component
final class ExportTurns {

    /** How long a client may take to accept what was written at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final int MOST = 4;

    /** Of the connections of the API, exports hold a quarter at most. */
    private static final int CONNECTIONS_FOR_ONE = 4;

    private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
    private final int most;

    ExportTurns(DatabaseSettings settings) {
        this.most = Math.clamp(settings.connections() / CONNECTIONS_FOR_ONE, 1, MOST);
    }

    /**
     * Takes a turn. Nobody has more than half of them while there are several.
     *
     * @throws ProblemException if there is none left
     */
    Turn take(@Nullable UUID caller) {
        synchronized (turns) {
            long own = turns.stream().filter(turn -> turn.isOf(caller)).count();
            if (turns.size() >= most || own >= Math.max(1, most / 2)) {
                throw ProblemException.later(
                        ErrorCode.EXPORTS_BUSY,
                        own > 0 && turns.size() < most
                                ? "You have %d exports in progress, which is as many as one caller may have: try again when one has ended."
                                        .formatted(own)
                                : "%d exports are in progress, which is as many as there may be: try again when one has ended."
                                        .formatted(turns.size()),
                        RETRY_AFTER);
            }
            Turn turn = new Turn(caller);
            turns.add(turn);
            return turn;
        }
    }

    /**
     * Cuts those whose clients read too slowly, or not at all. The server ends the request when nothing is accepted for its own
     * timeout.
     */
    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    void cutThoseThatWait() {
        cutThoseThatWait(PATIENCE);
    }

    void cutThoseThatWait(Duration patience) {
        long now = System.nanoTime();
        turns.forEach(turn -> turn.cut(now, patience));
    }

    int taken() {
        return turns.size();
    }

    /** Turn of one export. */
    final class Turn implements AutoCloseable {

        private final @Nullable UUID caller;
        private @Nullable Runnable connection;
        private @Nullable Long writingSince;

        Turn(@Nullable UUID caller) {
            this.caller = caller;
        }

        /** @param close takes its connection from it, on any thread */
        synchronized void connects(Runnable close) {
            connection = close;
        }

        /** Reports that something is about to be written. */
        synchronized void writes() {
            writingSince = System.nanoTime();
        }

        /** Reports that it was accepted, or failed. */
        synchronized void wrote() {
            writingSince = null;
        }

        private boolean isOf(@Nullable UUID other) {
            return caller != null && caller.equals(other);
        }

        private synchronized void cut(long now, Duration patience) {
            if (connection != null && writingSince != null && now - writingSince > patience.toNanos()) {
                connection.run();
                connection = null;
            }
        }

        @Override
        public void close() {
            turns.remove(this);
        }
    }
}
