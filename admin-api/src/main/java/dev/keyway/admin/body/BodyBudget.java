package dev.keyway.admin.body;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.ClientNetwork;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import java.util.Objects;

/**
 * Body budget: the memory that bodies may hold together. A quarter is for strangers, a quarter for gateways and the rest for who is
 * signed in, so that none takes what is for another. Half of each share is for small bodies, half for large ones. Of each half, one
 * caller or, among strangers, one address holds at most a quarter. A body beyond that takes the share's one permit for such bodies,
 * and nothing of what is for others: its route bounds it.
 */
final class BodyBudget {

    /** In bytes of the body: as much as a stranger may send. */
    static final int SMALL = BodyLimits.ANONYMOUS;

    private static final int PART = 4;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(10);

    private final Share strangers;
    private final Share gateways;
    private final Share known;

    /** @param most in bytes */
    BodyBudget(long most) {
        this.strangers = new Share(most / PART, 0);
        this.gateways = Share.halved(most / PART);
        this.known = Share.halved(most - 2 * (most / PART));
    }

    /** @param weight in bytes of memory for each byte of the body */
    Lease lease(Caller caller, int weight) {
        return switch (caller.kind()) {
            case ANONYMOUS, GATEWAY_GROUP -> new Lease(strangers, ClientNetwork.of(caller.address()), weight);
            case GATEWAY, USER, SYSTEM ->
                new Lease(caller.kind() == CallerKind.GATEWAY ? gateways : known, String.valueOf(caller.id()), weight);
            case SERVICE_ACCOUNT -> new Lease(known, team(caller), weight);
        };
    }

    long held() {
        return strangers.held() + gateways.held() + known.held();
    }

    /** A team may have as many service accounts as it likes. */
    private static String team(Caller account) {
        return account.grants().stream()
                .map(grant -> grant.scope().team())
                .filter(Objects::nonNull)
                .findFirst()
                .map(String::valueOf)
                .orElse(String.valueOf(account.id()));
    }

    /** What is for one kind of caller. */
    private record Share(BodyPool small, BodyPool large, BodyPool permit) {

        Share(long small, long large) {
            this(new BodyPool(small, small / PART), new BodyPool(large, large / PART), new BodyPool(0, 0));
        }

        static Share halved(long most) {
            return new Share(most / 2, most - most / 2);
        }

        long held() {
            return small.held() + large.held() + permit.held();
        }

        /** @param held in bytes of memory */
        BodyPool of(long body, long held) {
            return body <= SMALL ? small : large.isForOne(held) ? large : permit;
        }
    }

    /** What one body holds, until it is closed. */
    static final class Lease implements AutoCloseable {

        private final Share share;
        private final String holder;
        private final int weight;
        private BodyPool pool;
        private long body;

        private Lease(Share share, String holder, int weight) {
            this.share = share;
            this.holder = holder;
            this.weight = weight;
            this.pool = share.small();
        }

        /**
         * Takes the memory for more of the body.
         *
         * @param more in bytes of the body
         * @throws ProblemException if bodies hold as much as they may
         */
        void take(int more) {
            long after = (body + more) * weight;
            BodyPool next = share.of(body + more, after);
            boolean moves = next != pool;
            if (!next.take(holder, moves ? after : after - held(), moves ? 0 : held())) {
                throw ProblemException.later(
                        ErrorCode.SERVICE_BUSY,
                        "The bodies of other requests take all the memory that is for them: try again.",
                        next == share.permit() ? LATER : SOON);
            }
            if (moves) {
                pool.give(holder, held());
            }
            pool = next;
            body += more;
        }

        @Override
        public void close() {
            pool.give(holder, held());
            body = 0;
        }

        private long held() {
            return body * weight;
        }
    }
}
