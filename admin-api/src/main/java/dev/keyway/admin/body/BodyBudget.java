package dev.keyway.admin.body;

import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that bodies may hold together: a quarter of it for anybody, and the rest, which strangers cannot take, for who is signed in. */
final class BodyBudget {

    private static final int SHARE_OF_STRANGERS = 4;

    private final Share strangers;
    private final Share known;

    /** @param most in bytes */
    BodyBudget(long most) {
        this.strangers = new Share(most / SHARE_OF_STRANGERS);
        this.known = new Share(most - most / SHARE_OF_STRANGERS);
    }

    Lease lease(CallerKind caller) {
        return new Lease(caller == CallerKind.ANONYMOUS ? strangers : known);
    }

    long held() {
        return strangers.held.get() + known.held.get();
    }

    private static final class Share {

        private final long most;
        private final AtomicLong held = new AtomicLong();

        Share(long most) {
            this.most = most;
        }
    }

    /** What one body holds, until it is closed. */
    static final class Lease implements AutoCloseable {

        private final Share share;
        private long bytes;

        private Lease(Share share) {
            this.share = share;
        }

        /** @throws ProblemException if bodies hold as much as they may */
        void take(int more) {
            bytes += more;
            if (share.held.addAndGet(more) > share.most) {
                throw ProblemException.later(
                        ErrorCode.SERVICE_BUSY,
                        "The bodies of other requests take all the memory that is for them: try again.",
                        Duration.ofSeconds(1));
            }
        }

        @Override
        public void close() {
            share.held.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
