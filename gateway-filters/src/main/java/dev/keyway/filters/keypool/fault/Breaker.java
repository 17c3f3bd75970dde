package dev.keyway.filters.keypool.fault;

import dev.keyway.filters.keypool.Permit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Breaker: opens when a provider fails for a model whichever key asks: 8 of the last 10 attempts, over two or more accounts
 * where there are as many, and three or more different requests, so that no single request can stop all others.
 *
 * <p>If the provider said so itself, nobody is let through. If its answers merely failed, that may be due to the requests
 * that were sent: then those that have failed on two keys wait, others are tried, and the first that is answered closes the
 * breaker.
 */
public final class Breaker {

    private static final int ATTEMPTS_KEPT = 10;
    private static final int TROUBLED_THAT_OPEN = 8;
    private static final int ACCOUNTS_THAT_OPEN = 2;
    private static final int REQUESTS_THAT_OPEN = 3;
    private static final long SHORTEST_OPEN = 5_000;
    private static final long LONGEST_OPEN = 60_000;

    private enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** @param request identifies the request; where nothing does, each attempt counts as one */
    private record Attempt(Ending ending, String account, Object request) {

        boolean isTroubled() {
            return ending != Ending.ANSWERED;
        }
    }

    private enum Ending {
        ANSWERED,
        FAILED,
        OVERLOADED
    }

    private final Deque<Attempt> attempts = new ArrayDeque<>(ATTEMPTS_KEPT + 1);
    private State state = State.CLOSED;
    private long openUntil;
    private long nextOpening = SHORTEST_OPEN;
    private @Nullable Permit probe;

    /** Whether it rests on the provider's own word. */
    private boolean isOverloaded;

    /** The turn of the latest call. */
    private long lastGranted;

    /** The turn of the latest call that had been made when it opened. */
    private long openedAfter;

    /** Whether the provider is not in doubt, so that failures are those of keys or requests. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether it is open, or half open with its probe under way: requests that have failed must wait. */
    public boolean holdsBackRetries() {
        return state == State.OPEN || (state == State.HALF_OPEN && probe != null);
    }

    /** Whether all requests must wait, new ones too. */
    public boolean holdsBackAll() {
        return holdsBackRetries() && isOverloaded;
    }

    /** Until when it is open, in milliseconds; 0 unless it is. */
    public long openUntil() {
        return state == State.OPEN ? openUntil : 0;
    }

    /** @param turn of the call */
    public void granted(Permit permit, long turn) {
        lastGranted = turn;
        if (state == State.HALF_OPEN && probe == null) {
            probe = permit;
        }
    }

    /** Whether the answer to this call, which has this turn, shows that the provider is back, or never was away. */
    public boolean isRefutedBy(Permit permit, long turn) {
        return isProbe(permit) || (state != State.CLOSED && !isOverloaded && turn > openedAfter);
    }

    public boolean isProbe(Permit permit) {
        return permit.equals(probe);
    }

    public void answered(String account) {
        if (state == State.CLOSED) {
            keep(new Attempt(Ending.ANSWERED, account, ""));
        }
    }

    /**
     * Counts a troubled attempt.
     *
     * @param body the request's digest, or null if each attempt counts as a request of its own
     * @param accounts how many accounts could have been asked
     * @return whether the breaker should open
     */
    public boolean troubled(String account, @Nullable Long body, int accounts) {
        if (state != State.CLOSED) {
            return false;
        }
        keep(
                body == null
                        ? new Attempt(Ending.OVERLOADED, account, new Object())
                        : new Attempt(Ending.FAILED, account, body));
        long troubled = attempts.stream().filter(Attempt::isTroubled).count();
        return troubled >= TROUBLED_THAT_OPEN
                && different(Attempt::account) >= Math.min(ACCOUNTS_THAT_OPEN, accounts)
                && different(Attempt::request) >= REQUESTS_THAT_OPEN;
    }

    private long different(Function<Attempt, Object> part) {
        return attempts.stream()
                .filter(Attempt::isTroubled)
                .map(part)
                .distinct()
                .count();
    }

    private void keep(Attempt attempt) {
        attempts.add(attempt);
        if (attempts.size() > ATTEMPTS_KEPT) {
            attempts.remove();
        }
    }

    /**
     * Opens, each time in a row for twice as long.
     *
     * @param body the digest of the request that failed last, or null if the provider said that it is overloaded
     * @return until when, in milliseconds
     */
    public long open(long now, @Nullable Long body) {
        isOverloaded = body == null && overloads() >= TROUBLED_THAT_OPEN;
        openedAfter = lastGranted;
        state = State.OPEN;
        probe = null;
        openUntil = now + nextOpening;
        nextOpening = Math.min(nextOpening * 2, LONGEST_OPEN);
        return openUntil;
    }

    private long overloads() {
        return attempts.stream()
                .filter(attempt -> attempt.ending() == Ending.OVERLOADED)
                .count();
    }

    public void halfOpen() {
        state = State.HALF_OPEN;
    }

    public void close() {
        state = State.CLOSED;
        probe = null;
        nextOpening = SHORTEST_OPEN;
        attempts.clear();
    }

    /** The probe showed nothing: another may be made. */
    public void forgetProbe() {
        probe = null;
    }
}
