package dev.keyway.admin.signin;

import dev.keyway.admin.caller.ClientNetwork;
import dev.keyway.admin.database.DatabaseSettings;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets sign-ins work a few at a time, whoever sends how many: what anybody may do without credentials must leave connections of the
 * database, and places to hash passwords, to those who are signed in. An address has one turn at a time, so that its sign-ins do not
 * wait for each other in the database, nor other addresses for all of them.
 */
@Component
final class SignInTurns {

    /** One fewer than passwords are hashed at a time. */
    private static final int MOST_AT_WORK = 3;

    private static final int SHARE_OF_CONNECTIONS = 4;
    private static final int MOST = 1000;

    /** Of the free places an address takes at most one in so many: however few addresses wait, there are places for others. */
    private static final int SHARE_OF_FREE = 10;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final Semaphore work;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final AtomicInteger present = new AtomicInteger();

    @Autowired
    SignInTurns(DatabaseSettings database) {
        this(Math.clamp(database.connections() / SHARE_OF_CONNECTIONS, 1, MOST_AT_WORK));
    }

    SignInTurns(int atWork) {
        this.work = new Semaphore(atWork, true);
    }

    /** The sign-ins of an address: one at work, the others waiting in their order. */
    private record Line(Semaphore turn, int size) {

        Line with(int more) {
            return new Line(turn, size + more);
        }
    }

    /**
     * Does the work of a sign-in when its turn comes.
     *
     * @throws ProblemException if too many are waiting, or the turn does not come in time
     */
    <T> T take(String address, Supplier<T> signIn) {
        try {
            if (present.incrementAndGet() > MOST) {
                throw busy();
            }
            return inLine(ClientNetwork.of(address), signIn);
        } finally {
            present.decrementAndGet();
        }
    }

    /** How many are at work or wait. */
    int present() {
        return present.get();
    }

    private <T> T inLine(String address, Supplier<T> signIn) {
        Line line = lines.compute(
                address, (key, known) -> known == null ? new Line(new Semaphore(1, true), 1) : known.with(1));
        try {
            if (line.size() > Math.max(1, (MOST - present.get()) / SHARE_OF_FREE)) {
                throw ProblemException.later(
                        ErrorCode.TOO_MANY_ATTEMPTS,
                        "Too many sign-ins from this address are waiting: try again later.",
                        LONGEST_WAIT);
            }
            long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
            return inTurn(line.turn(), deadline, () -> inTurn(work, deadline, signIn));
        } finally {
            lines.computeIfPresent(address, (key, known) -> known.size() == 1 ? null : known.with(-1));
        }
    }

    private static <T> T inTurn(Semaphore turn, long deadline, Supplier<T> work) {
        try {
            if (!turn.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }

    private static ProblemException busy() {
        return ProblemException.later(
                ErrorCode.SERVICE_BUSY, "Too many sign-ins are in progress; try again.", Duration.ofSeconds(1));
    }
}
