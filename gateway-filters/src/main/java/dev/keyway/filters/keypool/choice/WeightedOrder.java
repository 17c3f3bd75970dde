package dev.keyway.filters.keypool.choice;

/** Weighted order by stride scheduling: a key of weight w is given w calls for one of a key of weight 1. */
final class WeightedOrder implements KeyOrder {

    private static final long STRIDE = 1L << 20;
    private static final long LARGEST_STANDING = (1L << TIER_SHIFT) - 1;

    @Override
    public long rank(Candidate candidate) {
        return KeyOrder.tier(candidate) | Math.min(candidate.standing(), LARGEST_STANDING);
    }

    @Override
    public long tiebreak(Candidate candidate) {
        return candidate.lastUsed();
    }

    @Override
    public long costOfGrant(Candidate candidate) {
        return Math.max(1, STRIDE / candidate.providerKey().weight());
    }
}
