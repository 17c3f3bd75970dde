package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.choice.KeyOrder;
import dev.keyway.filters.keypool.choice.StandingHistogram;

/** Standings of the keys of a model: the share of its calls that each has had. Those of cooling keys do not count. */
final class Standings {

    private final StandingHistogram counted = new StandingHistogram();
    private KeyOrder order;

    Standings(KeyOrder order) {
        this.order = order;
    }

    void adopt(KeyOrder other) {
        order = other;
    }

    /** A key that joins starts at the lowest, so that it does not get all calls at first. */
    void start(KeyModelState state) {
        state.standing = counted.lowest();
    }

    void enter(KeyModelState state) {
        counted.add(state.standing);
    }

    /** As {@link #enter}, for a key that had no calls while it cooled: it does not catch up. */
    void comeBack(KeyModelState state) {
        state.standing = Math.max(state.standing, counted.lowest());
        enter(state);
    }

    void leave(KeyModelState state) {
        counted.remove(state.standing);
    }

    void granted(KeyModelState state) {
        state.calls++;
        long cost = order.costOfGrant(state);
        if (cost != 0) {
            change(state, state.standing + cost);
        }
    }

    void setCalls(KeyModelState state, long calls) {
        state.calls = calls;
        change(state, calls * order.costOfGrant(state));
    }

    private void change(KeyModelState state, long standing) {
        boolean counts = switch (state.placement) {
            case READY, BUSY -> true;
            case COOLING, NONE -> false;
        };
        if (counts) {
            leave(state);
        }
        state.standing = standing;
        if (counts) {
            enter(state);
        }
    }
}
