package dev.keyway.filters.request;

import dev.keyway.filters.limit.RateLeft;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.record.RequestTrack;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lease: what an admitted request holds of limits and budgets. Settled once, when the request ends, whichever way it ends. */
@FunctionalInterface
public interface Lease {

    /** A lease that holds nothing. */
    Lease NONE = record -> {};

    /**
     * The request has ended: returns what it held. Never blocks; may be called on any thread.
     *
     * @param record its outcome, usage and cost
     */
    void settle(RequestRecord record);

    /**
     * The usage record is closed, and the client is about to have the end of its response: returns what it held already now, so that a
     * client which calls again at once finds it free.
     *
     * @param track what the request has used
     */
    default void closed(RequestTrack track) {}

    /** What it holds of budgets; null if nothing is counted. */
    default @Nullable Held held() {
        return null;
    }

    /** Whether the most that an attempt can cost must be held before it is sent, rather than what it is expected to cost. */
    default boolean isStrict() {
        return false;
    }

    /** Whether a hard budget binds, so that nothing may be used that has no price. */
    default boolean isHard() {
        return false;
    }

    /**
     * Extends what it holds of budgets, on all levels or on none. Before each attempt.
     *
     * @param nanos the cost to hold in all, in nano-dollars; nothing changes if as much is held
     * @return the refusal if it does not fit; null if it does
     */
    default @Nullable GatewayException extend(long nanos) {
        return null;
    }

    /** What is left of the caller's rates, on all levels; none where nothing is limited. */
    default List<RateLeft> ratesLeft() {
        return List.of();
    }

    /**
     * What is held of budgets.
     *
     * @param date the admission date
     * @param nanos the cost, in nano-dollars
     */
    record Held(LocalDate date, long nanos) {}
}
