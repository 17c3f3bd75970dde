package dev.keyway.admin.body;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that bodies may hold together, so that nobody's bodies take what everything else needs. */
final class BodyBudget {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** @param most in bytes */
    BodyBudget(long most) {
        this.most = most;
    }

    Lease lease() {
        return new Lease();
    }

    long held() {
        return held.get();
    }

    /** What one body holds, until it is closed. */
    final class Lease implements AutoCloseable {

        private long bytes;

        private Lease() {}

        /** @throws ProblemException if bodies hold as much as they may */
        void take(int more) {
            bytes += more;
            if (held.addAndGet(more) > most) {
                throw ProblemException.later(
                        ErrorCode.SERVICE_BUSY,
                        "The bodies of other requests take all the memory that is for them: try again.",
                        Duration.ofSeconds(1));
            }
        }

        @Override
        public void close() {
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
