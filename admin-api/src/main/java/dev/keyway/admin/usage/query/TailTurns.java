package dev.keyway.admin.usage.query;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Turns of tails: each asks the database once a second, so that there are few at once. They end when the service stops. */
@Component
class TailTurns {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final int MOST = 50;
    private static final int MOST_OF_ONE = 5;

    private final Map<UUID, Integer> turns = new HashMap<>();
    private volatile boolean stopping;

    /**
     * Takes a turn.
     *
     * @throws ProblemException if all turns are taken
     */
    synchronized Turn take(UUID caller) {
        int own = turns.getOrDefault(caller, 0);
        int all = turns.values().stream().mapToInt(Integer::intValue).sum();
        if (own >= MOST_OF_ONE || all >= MOST) {
            throw ProblemException.later(
                    ErrorCode.TAILS_BUSY,
                    own >= MOST_OF_ONE
                            ? "You follow usage %d times already, which is as many as one caller may: close one of them."
                                    .formatted(own)
                            : "Usage is followed %d times already, which is as many as there may be: try again later."
                                    .formatted(all),
                    RETRY_AFTER);
        }
        int unused = turns.merge(caller, 1, Integer::sum);
        return new Turn(caller);
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    private synchronized void giveBack(UUID caller) {
        Integer unused = turns.computeIfPresent(caller, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Turn of one tail. */
    final class Turn implements AutoCloseable {

        private final UUID caller;

        Turn(UUID caller) {
            this.caller = caller;
        }

        /** Whether the service goes on. */
        boolean goesOn() {
            return !stopping;
        }

        @Override
        public void close() {
            giveBack(caller);
        }
    }
}
