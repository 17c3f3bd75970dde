package dev.keyway.admin.body;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.ClientNetwork;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Body budget: the memory that bodies may hold together. A quarter is for strangers, a quarter for gateways and the rest for who is
 * signed in, so that none takes what is for another. Of a share, one caller or, among strangers, one address holds at most a quarter.
 * A body that is alone always passes: its route bounds it.
 */
final class BodyBudget {

    private static final int PART = 4;

    private final Share strangers;
    private final Share gateways;
    private final Share known;

    /** @param most in bytes */
    BodyBudget(long most) {
        this.strangers = new Share(most / PART);
        this.gateways = new Share(most / PART);
        this.known = new Share(most - 2 * (most / PART));
    }

    /** @param weight in bytes of memory for each byte of the body */
    Lease lease(Caller caller, int weight) {
        return switch (caller.kind()) {
            case ANONYMOUS -> new Lease(strangers, ClientNetwork.of(caller.address()), weight);
            case GATEWAY -> new Lease(gateways, holder(caller), weight);
            case USER, SERVICE_ACCOUNT, SYSTEM -> new Lease(known, holder(caller), weight);
        };
    }

    long held() {
        return strangers.held() + gateways.held() + known.held();
    }

    private static String holder(Caller caller) {
        return String.valueOf(caller.id());
    }

    /** What bodies of one kind of caller hold, and how much of it is whose. */
    private static final class Share {

        private final long most;
        private final Map<String, Long> holders = new HashMap<>();
        private long held;

        Share(long most) {
            this.most = most;
        }

        synchronized long held() {
            return held;
        }

        synchronized void add(String holder, long bytes) {
            held += bytes;
            holders.compute(holder, (key, before) -> {
                long now = Objects.requireNonNullElse(before, 0L) + bytes;
                return now == 0 ? null : now;
            });
        }

        synchronized boolean isExceededBy(String holder, long own) {
            long ofHolder = holders.getOrDefault(holder, 0L);
            return (held > most && held > own) || (ofHolder > most / PART && ofHolder > own);
        }
    }

    /** What one body holds, until it is closed. */
    static final class Lease implements AutoCloseable {

        private final Share share;
        private final String holder;
        private final int weight;
        private long bytes;

        private Lease(Share share, String holder, int weight) {
            this.share = share;
            this.holder = holder;
            this.weight = weight;
        }

        /**
         * Takes the memory for more of the body.
         *
         * @param more in bytes of the body
         * @throws ProblemException if bodies hold as much as they may
         */
        void take(int more) {
            long taken = (long) more * weight;
            bytes += taken;
            share.add(holder, taken);
            if (share.isExceededBy(holder, bytes)) {
                throw ProblemException.later(
                        ErrorCode.SERVICE_BUSY,
                        "The bodies of other requests take all the memory that is for them: try again.",
                        Duration.ofSeconds(1));
            }
        }

        @Override
        public void close() {
            share.add(holder, -bytes);
            bytes = 0;
        }
    }
}
