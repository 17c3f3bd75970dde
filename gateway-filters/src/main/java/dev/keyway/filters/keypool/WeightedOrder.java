package dev.keyway.filters.keypool;

/** Stride scheduling: a key of weight w is given w calls for one of a key of weight 1. */
final class WeightedOrder implements KeyOrder {

    private static final long STRIDE = 1L << 20;
    private static final long LARGEST_STANDING = (1L << TIER_SHIFT) - 1;

    @Override
    public long rank(Seat seat) {
        return KeyOrder.tier(seat) | Math.min(seat.standing, LARGEST_STANDING);
    }

    @Override
    public long tiebreak(Seat seat) {
        return seat.key.lastUsed;
    }

    @Override
    public long costOfGrant(Seat seat) {
        return Math.max(1, STRIDE / seat.key.key.weight());
    }
}
