package dev.keyway.filters.keypool;

/**
 * Idle keys first, then those busy only with other models, then those with the fewest calls for this one; among equals
 * fewest calls today for this model, failed ones too, so that no key is preferred because it fails; then least recently
 * used.
 */
final class BalancedOrder implements KeyOrder {

    private static final int LOAD_SHIFT = 38;
    private static final int LARGEST_LOAD = (1 << (TIER_SHIFT - LOAD_SHIFT)) - 1;
    private static final long LARGEST_STANDING = (1L << LOAD_SHIFT) - 1;

    @Override
    public long rank(Seat seat) {
        return KeyOrder.tier(seat) | (load(seat) << LOAD_SHIFT) | Math.min(seat.standing, LARGEST_STANDING);
    }

    private static long load(Seat seat) {
        return seat.key.inFlight == 0 ? 0 : Math.min(1 + seat.inFlight, LARGEST_LOAD);
    }

    @Override
    public long tiebreak(Seat seat) {
        return seat.key.lastUsed;
    }

    @Override
    public long costOfGrant(Seat seat) {
        return 1;
    }
}
