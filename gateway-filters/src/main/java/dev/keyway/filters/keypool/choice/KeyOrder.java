package dev.keyway.filters.keypool.choice;

import dev.keyway.filters.model.Strategy;

/** Order in which the ready keys of a model are chosen: by rank, then by tiebreak, least first. */
public interface KeyOrder {

    int TIER_SHIFT = 52;
    int LAST_TIER = 1023;

    static KeyOrder of(Strategy strategy) {
        return switch (strategy) {
            case BALANCED, AFFINITY -> new BalancedOrder();
            case SEQUENTIAL -> new SequentialOrder();
            case WEIGHTED -> new WeightedOrder();
        };
    }

    /** May only grow by what happens to the key for other models, until the key falls idle. */
    long rank(Candidate candidate);

    long tiebreak(Candidate candidate);

    /** What a call given to a key adds to its standing, however the call ends. */
    long costOfGrant(Candidate candidate);

    static long tier(Candidate candidate) {
        return (long) Math.clamp(candidate.providerKey().tier(), 0, LAST_TIER) << TIER_SHIFT;
    }
}
