package dev.keyway.filters.keypool;

import dev.keyway.filters.model.Strategy;

/** In which order a lane's ready keys are chosen: by rank, then by tiebreak, least first. */
interface KeyOrder {

    int TIER_SHIFT = 52;
    int LAST_TIER = 1023;

    static KeyOrder of(Strategy strategy) {
        return switch (strategy) {
            case BALANCED -> new BalancedOrder();
            case SEQUENTIAL -> new SequentialOrder();
            case WEIGHTED -> new WeightedOrder();
        };
    }

    /** May only grow by what happens in other lanes, but for the key falling idle. */
    long rank(Seat seat);

    long tiebreak(Seat seat);

    /** What a call given to a key adds to its standing, however the call ends. */
    long costOfGrant(Seat seat);

    static long tier(Seat seat) {
        return (long) Math.clamp(seat.key.key.tier(), 0, LAST_TIER) << TIER_SHIFT;
    }
}
